"""Has one of each shared object, in variables of the main module, and changes them when it is told to."""
import multiprocessing
import signal
import sys


class Slippery:
    @property
    def __class__(self):
        raise SystemError('nobody may ask')


def waits(barrier):
    barrier.wait()


if __name__ == '__main__':
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    multiprocessing.set_start_method(sys.argv[1])
    slippery = Slippery()
    jobs = multiprocessing.JoinableQueue(10)
    alias = jobs
    results = multiprocessing.Queue()
    permits = multiprocessing.BoundedSemaphore(3)
    ready = multiprocessing.Event()
    gate = multiprocessing.Barrier(3)
    lock = multiprocessing.Lock()
    for number in range(4):
        jobs.put(number)
    permits.acquire()
    waiter = multiprocessing.Process(target=waits, args=(gate,), name='waiter')
    waiter.start()
    print('started', flush=True)
    signal.sigwait({signal.SIGUSR1})
    jobs.get()
    ready.set()
    signal.sigwait({signal.SIGUSR1})
