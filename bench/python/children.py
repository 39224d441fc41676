# What a child takes, in ms: `first` until the first statement of its target, `whole` with its end and join.
import multiprocessing
import sys
import time


def note(writer):
    writer.send(time.monotonic_ns())


def start_one(what):
    reader, writer = multiprocessing.Pipe(duplex=False)
    started_at = time.monotonic_ns()
    child = multiprocessing.Process(target=note, args=(writer,))
    child.start()
    child.join()
    ended_at = time.monotonic_ns()
    return (reader.recv() if what == "first" else ended_at) - started_at


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    what, count = sys.argv[2], int(sys.argv[3])
    times = sorted(start_one(what) for _ in range(count))
    print(f"result {times[count // 2] / 1e6}")
