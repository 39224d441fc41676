# The twin of library.mjs.
import multiprocessing
import sys
import time

ITEMS = {
    "int": 7,
    "text100": "x" * 100,
    "text10k": "x" * 10_000,
    "bytes10k": b"x" * 10_000,
    "bytes1m": b"x" * 1_000_000,
}


def work(turn, items, kind, gate, done):
    done.put(0)
    while count := gate.get():
        turn(items, count, ITEMS[kind])
        done.put(count)


def put(items, count, item):
    for _ in range(count):
        items.put(item)


def get(items, count, _item=None):
    for _ in range(count):
        items.get()


def get_and_finish(items, count, _item):
    for _ in range(count):
        items.get()
        items.task_done()


def main(kind, count, pairs=1, joinable=False):
    items = multiprocessing.JoinableQueue() if joinable else multiprocessing.Queue()
    turns = [put, get_and_finish if joinable else get]
    done = multiprocessing.Queue()
    gates = [multiprocessing.Queue() for _ in range(2 * pairs)]
    workers = [
        multiprocessing.Process(target=work, args=(turns[index % 2], items, kind, gate, done))
        for index, gate in enumerate(gates)
    ]
    for worker in workers:
        worker.start()
    get(done, len(workers))
    for batch in [count // 5, count]:
        started_at = time.perf_counter()
        for gate in gates:
            gate.put(batch // pairs)
        get(done, len(workers))
        print(f"result {batch / (time.perf_counter() - started_at)}", flush=True)
    for gate in gates:
        gate.put(0)
    for worker in workers:
        worker.join()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    kind, count, *more = sys.argv[1:]
    main(kind, int(count), int(more[0]) if more else 1, more[1:] == ["joinable"])
