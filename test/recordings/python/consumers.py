import multiprocessing
import time


class Sum:
    def __init__(self, first, last):
        self.first = first
        self.last = last

    def __call__(self):
        time.sleep(0.2)
        return f'{self} = {sum(range(self.first, self.last + 1))}'

    def __str__(self):
        return f'{self.first} + … + {self.last}'


class Clerk(multiprocessing.Process):
    def __init__(self, tasks, results):
        super().__init__()
        self.tasks = tasks
        self.results = results

    def run(self):
        while (task := self.tasks.get()) is not None:
            print(f'{self.name}: {task}')
            self.results.put(task())
            self.tasks.task_done()
        print(f'{self.name}: leaves')
        self.tasks.task_done()


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    tasks = multiprocessing.JoinableQueue()
    results = multiprocessing.Queue()
    clerks = [Clerk(tasks, results) for _ in range(3)]
    print(f'{len(clerks)} clerks')
    for clerk in clerks:
        clerk.start()
    lasts = range(10, 110, 10)
    for last in lasts:
        tasks.put(Sum(1, last))
    for _ in clerks:
        tasks.put(None)
    tasks.join()
    print('all tasks are done')
    for _ in lasts:
        print(f'result: {results.get()}')
