"""Has a debugger in it, and prints which threads that sees, and which `threading`; with `early` it is there before the agent."""
import sys

if sys.argv[1:] == ['early']:
    import debugpy

    debugpy.listen(0)
    assert 'multiprocessing' not in sys.modules

import multiprocessing
import threading

import debugpy


def child():
    pass


if __name__ == '__main__':
    if sys.argv[1:] == ['early']:
        process = multiprocessing.Process(target=child)
        process.start()
        process.join()
    else:
        debugpy.listen(0)
    from _pydevd_bundle.pydevd_utils import get_non_pydevd_threads

    print('debugged', sorted(thread.name for thread in get_non_pydevd_threads()))
    print('active', sorted(thread.name for thread in threading.enumerate()))
    sys.stdout.flush()
