import multiprocessing
import sys
import time


def comes_to_its_end():
    pass


def returns_a_value():
    return 7


def exits(code):
    sys.exit(code)


def fails():
    raise Exception('the form has no signature')


def waits():
    time.sleep(60)


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    processes = [
        multiprocessing.Process(target=comes_to_its_end, name='comes to its end'),
        multiprocessing.Process(target=returns_a_value, name='returns a value'),
        multiprocessing.Process(target=exits, args=(3,), name='exits'),
        multiprocessing.Process(target=fails, name='fails'),
        multiprocessing.Process(target=waits, name='is terminated'),
        multiprocessing.Process(target=waits, name='is killed'),
    ]
    for each in processes:
        each.start()
    time.sleep(1)
    processes[4].terminate()
    processes[5].kill()
    for each in processes:
        each.join()
        print(f'{each.name:>16}: {each.exitcode}')
