# The twin of library.mjs.
import multiprocessing
from multiprocessing.managers import BaseManager
import sys
import time


class Counter:
    def __init__(self):
        self._count = 0

    def increment(self):
        self._count += 1
        return self._count


class CounterManager(BaseManager):
    pass


CounterManager.register('Counter', Counter)


def alone(turn, count):
    for turns in (count // 5, count):
        started_at = time.monotonic()
        for _ in range(turns):
            turn()
        print('result', turns / (time.monotonic() - started_at), flush=True)


def get_often(values, gate, done):
    done.put(0)
    while count := gate.get():
        for _ in range(count):
            values['key']
        done.put(count)


def take(queue, count):
    for _ in range(count):
        queue.get()


def get(manager, count):
    values = manager.dict({'key': 1})
    alone(lambda: values['key'], count)


def get4(manager, count):
    values = manager.dict({'key': 1})
    done = manager.Queue()
    gates = [manager.Queue() for _ in range(4)]
    clients = [multiprocessing.Process(target=get_often, args=(values, gate, done)) for gate in gates]
    for client in clients:
        client.start()
    take(done, 4)
    for turns in (count // 5, count):
        started_at = time.monotonic()
        for gate in gates:
            gate.put(turns // 4)
        take(done, 4)
        print('result', turns / (time.monotonic() - started_at), flush=True)
    for gate in gates:
        gate.put(0)
    for client in clients:
        client.join()


def set_(manager, count):
    values = manager.dict()
    value = {'name': 'a task', 'state': 'new', 'tags': ['x', 'y'], 'count': 3}
    alone(lambda: values.__setitem__('key', value), count)


def copy(manager, count):
    values = manager.list(range(1000))
    alone(lambda: values[:], count)


def queue(manager, count):
    items = manager.Queue()

    def turn():
        items.put('item')
        items.get()

    alone(turn, count)


def lock(manager, count):
    held = manager.Lock()

    def turn():
        held.acquire()
        held.release()

    alone(turn, count)


def own(_manager, count):
    with CounterManager() as manager:
        counter = manager.Counter()
        alone(lambda: counter.increment(), count)


def start(count):
    for _ in range(count):
        started_at = time.monotonic()
        manager = multiprocessing.Manager()
        manager.dict({'key': 1})['key']
        print('result', (time.monotonic() - started_at) * 1e3, flush=True)
        manager.shutdown()


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    mode, count = sys.argv[1], int(sys.argv[2])
    if mode == 'start':
        start(count)
    else:
        with multiprocessing.Manager() as manager:
            {'get': get, 'get4': get4, 'set': set_, 'copy': copy, 'queue': queue, 'lock': lock, 'own': own}[mode](manager, count)
