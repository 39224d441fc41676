# start + join of a child that does nothing.
import multiprocessing
import sys
import time


def noop():
    pass


def start_one():
    started_at = time.perf_counter()
    child = multiprocessing.Process(target=noop)
    child.start()
    child.join()
    return time.perf_counter() - started_at


if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    count = int(sys.argv[2])
    times = sorted(start_one() for _ in range(count))
    print(f"result {times[count // 2] * 1e3}")
