import multiprocessing
import time


def wait(gate, seconds):
    name = multiprocessing.current_process().name
    print(f'{name}: waits at the gate')
    is_open = gate.wait(seconds)
    print(f'{name}: is the gate open? {is_open}')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    gate = multiprocessing.Event()
    multiprocessing.Process(target=wait, args=(gate, None), name='patient').start()
    multiprocessing.Process(target=wait, args=(gate, 1), name='hasty').start()
    time.sleep(3)
    print('main: opens the gate')
    gate.set()
