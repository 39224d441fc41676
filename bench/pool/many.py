# The twin of many.mjs.
import multiprocessing
import re
import sys
import time


def memory(kind):
    time.sleep(0.05)  # else the first workers take the tasks of those that are still being started
    with open("/proc/self/smaps_rollup") as rollup:
        return int(re.search(rf"^{kind}:\s+(\d+)", rollup.read(), re.M)[1]) / 1024


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    mode, workers = sys.argv[1], int(sys.argv[2])
    started_at = time.perf_counter()
    with multiprocessing.Pool(workers) as pool:
        sizes = pool.map(memory, ["Rss" if mode == "Rss" else "Pss"] * workers, 1)
        elapsed = (time.perf_counter() - started_at) * 1e3
    print(f"result {elapsed if mode == 'time' else sum(sizes) / len(sizes)}")
