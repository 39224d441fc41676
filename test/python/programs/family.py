"""A process with children of its own, told by what it prints and by standard names."""
import multiprocessing
import os
import sys
import time


class Keeper(multiprocessing.Process):
    def run(self):
        inner = multiprocessing.Process(target=stays, name='inner', args=('deep', [1, 2]))
        inner.start()
        print('inner', inner.pid, flush=True)
        time.sleep(60)


def stays(*things):
    time.sleep(60)


def fails(row):
    raise ValueError('bad row %d' % row)


if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    keeper = Keeper(name='keeper')
    helper = multiprocessing.Process(target=stays, name='helper', daemon=True)
    failing = multiprocessing.Process(target=fails, name='failing', args=(17,))
    for process in (keeper, helper, failing):
        process.start()
        print(process.name, process.pid, flush=True)
    failing.join()
    print('failing ended with', failing.exitcode, flush=True)
    helper.name = 'renamed'
    print('main', os.getpid(), flush=True)
    keeper.join()
    print('keeper ended with', keeper.exitcode, flush=True)
