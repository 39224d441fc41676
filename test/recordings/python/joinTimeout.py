import multiprocessing
import time


def boil(litres):
    time.sleep(litres)
    print(f'kettle: {litres} litres are boiling')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    kettle = multiprocessing.Process(target=boil, args=(2,), name='kettle', daemon=True)
    kettle.start()
    kettle.join(0.5)
    print(f'after join(0.5): alive {kettle.is_alive()}, exit code {kettle.exitcode}')
    kettle.join()
    print(f'after join(): alive {kettle.is_alive()}, exit code {kettle.exitcode}')
