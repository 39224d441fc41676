"""What a program that uses no multiprocessing has from its environment; with an argument it starts a process."""
import os
import sys


def child():
    pass


def starts_one():
    import multiprocessing

    process = multiprocessing.Process(target=child, name='worker')
    process.start()
    process.join()


if __name__ == '__main__':
    if len(sys.argv) > 1:
        starts_one()
    print(os.environ.get('PYTHONPATH'))
    print(sys.path)
    print(sorted(name for name in sys.modules if name.startswith('process_tree')))
    print(getattr(sys, 'own_sitecustomize', None))
