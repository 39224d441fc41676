"""The main thread computes for as long as its worker lives, and asks for nothing meanwhile."""
import multiprocessing
import os
import sys
import time


def sleeps():
    time.sleep(60)


def is_running(pid):
    with open('/proc/%d/stat' % pid) as stat:
        return stat.read().rpartition(')')[2].split()[0] not in 'ZX'


if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    worker = multiprocessing.Process(target=sleeps, name='worker')
    worker.start()
    print('computing', flush=True)
    while os.path.exists('/proc/%d' % worker.pid) and is_running(worker.pid):
        for number in range(100000):
            number * number
    time.sleep(0.2)
    worker.join()
    print('exit code', worker.exitcode, flush=True)
