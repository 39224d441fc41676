"""As many workers as the command line says, then their end."""
import concurrent.futures
import multiprocessing
import sys


def square(number):
    return number * number


if __name__ == '__main__':
    multiprocessing.set_start_method(sys.argv[1])
    count = int(sys.argv[2])
    if sys.argv[3:] == ['executor']:
        with concurrent.futures.ProcessPoolExecutor(count) as executor:
            print(sum(executor.map(square, range(1000))))
    else:
        with multiprocessing.Pool(count) as pool:
            print(sum(pool.map(square, range(1000))))
            pool.close()
            pool.join()
