import multiprocessing
import time


def answer(connection):
    while True:
        try:
            city = connection.recv()
        except EOFError:
            break
        time.sleep(0.5)
        connection.send(f'{city} has {len(city)} letters')
    print('oracle: nobody asks any more')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    ours, theirs = multiprocessing.Pipe()
    oracle = multiprocessing.Process(target=answer, args=(theirs,), name='oracle')
    oracle.start()
    theirs.close()
    for city in ['Oslo', 'Nairobi', 'Ulaanbaatar']:
        ours.send(city)
        print(f'main: {ours.recv()}')
    print(f'main: is there more? {ours.poll(0.2)}')
    ours.close()
    oracle.join()
