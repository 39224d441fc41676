# The twin of library.mjs and measurePool.mjs.
import multiprocessing
import sys
import time


def tiny(n):
    return n + 1


def busy10(n):
    end = time.perf_counter() + 0.01
    while time.perf_counter() < end:
        pass
    return n


def echo(data):
    return data


def megabytes(count):
    return [bytes([n % 256]) * 2**20 for n in range(count)]


def rate(task, items, chunksize, rounds=3):
    with multiprocessing.Pool(2) as pool:
        for part in [items[len(items) // 2 :]] + [items] * (rounds - 1):
            started_at = time.perf_counter()
            pool.map(task, part, chunksize)
            print(f"result {len(part) / (time.perf_counter() - started_at)}", flush=True)


def busy(count):
    with multiprocessing.Pool(2) as pool:
        pool.map(busy10, range(4), 1)
        started_at = time.perf_counter()
        pool.map(busy10, range(count), 1)
        print(f"result {(time.perf_counter() - started_at) * 1e3}")


def cold(_):
    started_at = time.perf_counter()
    with multiprocessing.Pool(2) as pool:
        pool.map(tiny, [1])
        print(f"result {(time.perf_counter() - started_at) * 1e3}")


MEASUREMENTS = {
    "tiny": lambda count: rate(tiny, range(count), 1),
    "chunks": lambda count: rate(tiny, range(count), None),
    "warmChunks": lambda count: rate(tiny, range(count), None, 40),
    "busy": busy,
    "megabytes": lambda count: rate(echo, megabytes(count), 1),
    "megabyteChunks": lambda count: rate(echo, megabytes(count), None),
    "cold": cold,
}

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    MEASUREMENTS[sys.argv[1]](int(sys.argv[2]))
