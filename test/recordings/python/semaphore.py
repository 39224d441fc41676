import multiprocessing
import time


def unload(berths, hours):
    name = multiprocessing.current_process().name
    with berths:
        print(f'{name} moors')
        time.sleep(hours / 10)
        print(f'{name} sails')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    berths = multiprocessing.Semaphore(2)
    ships = {'Alma': 12, 'Berta': 7, 'Cora': 10, 'Dora': 5, 'Edda': 8}
    processes = [
        multiprocessing.Process(target=unload, args=(berths, hours), name=name) for name, hours in ships.items()
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(f'free berths: {berths.get_value()}')
