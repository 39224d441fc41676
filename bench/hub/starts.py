# The twin of starts.mjs.
import multiprocessing
import sys
import time


def noop(_queue):
    pass


def send(queue):
    queue.put("here")


def start_one(kind):
    queue = None if kind == "none" else multiprocessing.Queue()
    child = multiprocessing.Process(target=send if kind == "used" else noop, args=(queue,))
    child.start()
    if kind == "used":
        queue.get()
    else:
        child.join()
    return child


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    for _ in range(int(sys.argv[2])):
        started_at = time.perf_counter()
        child = start_one(sys.argv[1])
        print(f"result {(time.perf_counter() - started_at) * 1e3}", flush=True)
        child.join()
