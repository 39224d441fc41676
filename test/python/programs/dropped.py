"""How many descriptors and Process objects are left of processes that the program has joined and dropped."""
import multiprocessing
import os
import sys
import time
import weakref

COUNT = 20
PATIENCE = 5  # seconds


def noop():
    pass


def run_one():
    process = multiprocessing.Process(target=noop)
    process.start()
    process.join()
    return weakref.ref(process)


def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def descriptors():
    """All but that of the listing itself."""
    return {descriptor for descriptor in map(int, os.listdir('/dev/fd')) if is_open(descriptor)}


def left(before, dropped):
    """The agent may be looking at this process just now: it has a file open then, and the frames of its threads."""
    until = time.monotonic() + PATIENCE
    while True:
        left = len(descriptors() - before), sum(ref() is not None for ref in dropped)
        if left == (0, 0) or time.monotonic() > until:
            return left
        time.sleep(0.001)


if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    run_one()
    before = descriptors()
    dropped = [run_one() for _ in range(COUNT)]
    print('descriptors %d objects %d' % left(before, dropped))
