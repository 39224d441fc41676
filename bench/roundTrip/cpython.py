# The twin of library.mjs.
import multiprocessing
import sys
import time


def echo_queue(requests, replies):
    while True:
        replies.put(requests.get())


def echo_pipe(end):
    while True:
        end.send(end.recv())


def over_queues():
    requests, replies = multiprocessing.Queue(), multiprocessing.Queue()
    multiprocessing.Process(target=echo_queue, args=(requests, replies), daemon=True).start()

    def round_trip():
        requests.put(7)
        replies.get()

    return round_trip


def over_pipe():
    ours, theirs = multiprocessing.Pipe()
    multiprocessing.Process(target=echo_pipe, args=(theirs,), daemon=True).start()

    def round_trip():
        ours.send(7)
        ours.recv()

    return round_trip


def main(kind, count):
    round_trip = over_pipe() if kind == "pipe" else over_queues()
    round_trip()
    for trips in [count // 5, count]:
        started_at = time.perf_counter()
        for _ in range(trips):
            round_trip()
        print(f"result {(time.perf_counter() - started_at) * 1e6 / trips}", flush=True)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main(sys.argv[1], int(sys.argv[2]))
