"""A process with children of its own, told by what it prints and by standard names."""
import multiprocessing
import os
import sys
import time


class Keeper(multiprocessing.Process):
    def run(self):
        inner = multiprocessing.Process(target=stays, name='inner', args=('deep', [1, 2]))
        inner.start()
        says('inner', inner.pid)
        time.sleep(60)


def says(*words):
    """In one write: of print() without a buffer each part is one, and lines of two processes mix."""
    sys.stdout.write(' '.join(map(str, words)) + '\n')
    sys.stdout.flush()


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
        says(process.name, process.pid)
    failing.join()
    says('failing ended with', failing.exitcode)
    helper.name = 'renamed'
    says('main', os.getpid())
    keeper.join()
    says('keeper ended with', keeper.exitcode)
