# The twin of resident.mjs.
import multiprocessing
import os
import sys
import time


def get_one(queue, settled):
    settled.put(True)
    queue.get()


def live(settled):
    if settled:
        settled.put(True)
    time.sleep(60)


def start_idle():
    queues = [multiprocessing.Queue() for _ in range(10)]
    children = [multiprocessing.Process(target=get_one, args=(queue, queues[9])) for queue in queues[:2]]
    for child in children:
        child.start()
    for _ in children:
        queues[9].get()
    return children


def start_child(queue):
    child = multiprocessing.Process(target=live, args=(queue,))
    child.start()
    if queue:
        queue.get()
    return [child]


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    kind = sys.argv[1]
    children = start_idle() if kind == "idle" else start_child(multiprocessing.Queue() if kind == "queue" else None)
    print("pids", os.getpid(), *[child.pid for child in children], flush=True)
    sys.stdin.read()
    for child in children:
        child.terminate()
