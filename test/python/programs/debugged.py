"""Has a debugger in it from its second line on, and prints which threads that sees, and which `threading`."""
import multiprocessing
import sys
import threading

import debugpy

if __name__ == '__main__':
    debugpy.listen(0)
    from _pydevd_bundle.pydevd_utils import get_non_pydevd_threads

    print('debugged', sorted(thread.name for thread in get_non_pydevd_threads()))
    print('active', sorted(thread.name for thread in threading.enumerate()))
    sys.stdout.flush()
