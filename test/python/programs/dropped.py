"""How many descriptors and Process objects are left of processes that the program has joined and dropped."""
import multiprocessing
import os
import sys
import weakref

COUNT = 20


def noop():
    pass


def run_one():
    process = multiprocessing.Process(target=noop)
    process.start()
    process.join()
    return weakref.ref(process)


if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    run_one()
    before = len(os.listdir('/dev/fd'))
    dropped = [run_one() for _ in range(COUNT)]
    print('descriptors', len(os.listdir('/dev/fd')) - before, 'objects', sum(ref() is not None for ref in dropped))
