import multiprocessing
import time


def bake(loaf, minutes):
    time.sleep(minutes / 10)
    print(f'{loaf}: out of the oven after {minutes} minutes')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    orders = [('rye', 20), ('rolls', 8), ('baguette', 12), ('sourdough', 16)]
    for order in orders:
        multiprocessing.Process(target=bake, args=order).start()
    print(f'{len(orders)} orders are in the oven')
