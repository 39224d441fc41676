import multiprocessing
from multiprocessing.managers import BaseManager
import queue

AUTHKEY = b'a key that server and workers have'


class Office(BaseManager):
    pass


Office.register('get_tasks')
Office.register('get_results')


def serve(door):
    tasks, results = queue.Queue(), queue.Queue()

    class OpenOffice(BaseManager):
        pass

    OpenOffice.register('get_tasks', callable=lambda: tasks)
    OpenOffice.register('get_results', callable=lambda: results)
    server = OpenOffice(address=('127.0.0.1', 0), authkey=AUTHKEY).get_server()
    door.send(server.address)
    server.serve_forever()


def work(address):
    office = Office(address=address, authkey=AUTHKEY)
    office.connect()
    tasks, results = office.get_tasks(), office.get_results()
    for number in iter(tasks.get, None):
        results.put(f'the square of {number} is {number * number}')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(theirs,), name='office', daemon=True)
    server.start()
    theirs.close()
    address = ours.recv()
    workers = [multiprocessing.Process(target=work, args=(address,), name=name) for name in ('Ada', 'Bo')]
    for worker in workers:
        worker.start()

    office = Office(address=address, authkey=AUTHKEY)
    office.connect()
    tasks, results = office.get_tasks(), office.get_results()
    for number in (1, 2, 3, 4, 5, 6):
        tasks.put(number)
    for line in sorted(results.get() for _ in range(6)):
        print(line)
    for _ in workers:
        tasks.put(None)
    for worker in workers:
        worker.join()

    try:
        Office(address=address, authkey=b'another key').connect()
    except multiprocessing.AuthenticationError as error:
        print(f'AuthenticationError: {error}')
