"""Waits for one thing, named on the command line, until it is terminated."""
import concurrent.futures
import multiprocessing
import sys
import time


def sleeps(*_):
    time.sleep(60)


def begin(operation):
    jobs = multiprocessing.JoinableQueue(1)
    lock = multiprocessing.Lock()
    ready = multiprocessing.Event()
    condition = multiprocessing.Condition()
    barrier = multiprocessing.Barrier(2)
    permits = multiprocessing.Semaphore(0)
    ours, theirs = multiprocessing.Pipe()
    if operation == 'get':
        jobs.get()
    elif operation == 'put':
        jobs.put(1)
        jobs.put(2)
    elif operation == 'queue join':
        jobs.put(1)
        jobs.join()
    elif operation == 'with':
        with lock:
            with lock:
                pass
    elif operation == 'acquire':
        lock.acquire()
        lock.acquire()
    elif operation == 'semaphore':
        permits.acquire()
    elif operation == 'event':
        ready.wait()
    elif operation == 'event, at most':
        ready.wait(60)
    elif operation == 'condition':
        with condition:
            condition.wait()
    elif operation == 'barrier':
        barrier.wait()
    elif operation == 'recv':
        ours.recv()
    elif operation == 'join':
        sleeper = multiprocessing.Process(target=sleeps, name='sleeper', daemon=True)
        sleeper.start()
        sleeper.join()
    elif operation == 'map':
        with multiprocessing.Pool(2) as pool:
            pool.map(sleeps, [1, 2])
    elif operation == 'result':
        with multiprocessing.Pool(2) as pool:
            outcome = pool.apply_async(sleeps)
            outcome.get()
    elif operation == 'future':
        with concurrent.futures.ProcessPoolExecutor(1) as executor:
            executor.submit(sleeps).result()
    elif operation == 'manager':
        with multiprocessing.Manager() as manager:
            shared = manager.Queue()
            shared.get()
    elif operation == 'nothing':
        sleeps()


if __name__ == '__main__':
    begin(sys.argv[1])
