import multiprocessing
import time


def open_(seconds):
    name = multiprocessing.current_process().name
    print(f'{name} opens')
    time.sleep(seconds)
    print(f'{name} closes')


def open_branch(seconds):
    branch = multiprocessing.Process(target=open_, args=(seconds,))
    branch.start()
    branch.join()
    print(f'{multiprocessing.current_process().name} has seen {branch.name} close')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    delivery = multiprocessing.Process(target=open_, args=(1,), name='delivery')
    headquarters = multiprocessing.Process(target=open_branch, args=(1.5,))
    front_desk = multiprocessing.Process(target=open_, args=(2,))
    front_desk.name = 'front desk'
    for process in [delivery, headquarters, front_desk]:
        process.start()
    print(f'this is {multiprocessing.current_process().name}')
