import multiprocessing
import time


def steps(n):
    time.sleep(0.1)
    count = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count


def divide(a, b):
    if b == 0:
        raise ArithmeticError(f'{a} cannot be divided by zero')
    return a / b


def plain(number):
    return f'{number:g}'


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    pool = multiprocessing.Pool(3)
    counts = pool.map(steps, range(1, 41), 1)
    longest = max(counts)
    print(f'the longest way: {longest} steps, from {counts.index(longest) + 1}')

    print('starmap: ' + ' '.join(map(plain, pool.starmap(divide, [(7, 2), (9, 3), (1, 4)]))))
    print('apply: ' + plain(pool.apply(divide, (1, 8))))
    try:
        pool.apply(divide, (1, 0))
    except ArithmeticError as error:
        print(f'an error: {error}')
    print('imap:' + ''.join(f' {count}' for count in pool.imap(steps, [3, 7, 9])))

    pool.close()
    pool.join()
    print('all workers have gone home')
