import multiprocessing
import time


def work(seconds):
    name = multiprocessing.current_process().name
    print(f'{name}: starts')
    time.sleep(seconds)
    print(f'{name}: is done')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    multiprocessing.Process(target=work, args=(60,), name='night watch', daemon=True).start()
    time.sleep(2)
    multiprocessing.Process(target=work, args=(1.5,), name='archivist').start()
    print('main: has nothing left to do')
