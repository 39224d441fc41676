import multiprocessing
import time


def run(kilometres):
    time.sleep(kilometres)
    print('never printed: terminate() comes first')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    runner = multiprocessing.Process(target=run, args=(42,), name='marathon')
    print(f'initial:    {runner} {runner.is_alive()}')
    runner.start()
    print(f'started:    {runner} {runner.is_alive()}')
    time.sleep(2)
    runner.terminate()
    print(f'terminated: {runner} {runner.is_alive()}')
    runner.join()
    print(f'joined:     {runner} {runner.is_alive()}')
