import multiprocessing
import time


def press(grapes):
    multiprocessing.get_logger().warning(f'pressing {grapes}')
    time.sleep(1)
    print(f'the {grapes} are pressed')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    multiprocessing.log_to_stderr()
    multiprocessing.get_logger().setLevel('INFO')
    winery = multiprocessing.Process(target=press, args=('grapes',), name='winery')
    winery.start()
    winery.join()
