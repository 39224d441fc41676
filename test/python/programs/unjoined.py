"""A program and a child of it that come to their ends without a join: Python joins their children for them."""
import multiprocessing
import sys
import time


def sleeps():
    time.sleep(60)


def leaves():
    multiprocessing.Process(target=sleeps, name='left').start()
    sys.exit(3)


if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    multiprocessing.Process(target=leaves, name='leaver').start()
