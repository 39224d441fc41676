# CPython's multiprocessing, with the same start method.
import multiprocessing
import sys
import time


def noop():
    pass


def first(started_at):
    now = time.monotonic_ns()
    print(f"result {(now - started_at) / 1e6}", flush=True)


def main(mode, count):
    for _ in range(count):
        started_at = time.monotonic_ns()
        if mode == "first":
            children = [multiprocessing.Process(target=first, args=(started_at,))]
        else:
            children = [multiprocessing.Process(target=noop) for _ in range(100 if mode == "hundred" else 1)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        if mode != "first":
            print(f"result {(time.monotonic_ns() - started_at) / 1e6}", flush=True)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main(sys.argv[1], int(sys.argv[2]))
