import multiprocessing
import time


def whistle():
    print('the train leaves')


def travel(platform, minutes):
    name = multiprocessing.current_process().name
    for stop in ['mountain', 'sea']:
        time.sleep(minutes / 10)
        print(f'{name}: is ready for the {stop}')
        platform.wait()
    print(f'{name}: has arrived')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    platform = multiprocessing.Barrier(3, whistle)
    travellers = [
        multiprocessing.Process(target=travel, args=(platform, minutes), name=name)
        for name, minutes in {'Uwe': 3, 'Vera': 9, 'Wim': 6}.items()
    ]
    for traveller in travellers:
        traveller.start()
    for traveller in travellers:
        traveller.join()
