"""What a program can see of the agent, which is to be nothing."""
import multiprocessing
import os
import sys
import threading


def child():
    print('child', threading.active_count(), 'sitecustomize' in sys.modules)


def show(name, seen):
    print(name, seen)


if __name__ == '__main__':
    multiprocessing.set_start_method('fork')
    show('threads', threading.active_count())
    show('path', [entry for entry in sys.path if os.path.exists(os.path.join(entry, 'process_tree_agent'))])
    show('variables', sorted(name for name in os.environ if name == 'MULTIPROCESSING_PROCESS'))
    show('own', getattr(sys, 'own_sitecustomize', None))
    process = multiprocessing.Process(target=child)
    process.start()
    process.join()
    show('exit code', process.exitcode)
