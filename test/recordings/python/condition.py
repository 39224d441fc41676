import multiprocessing
import time


def eat(table, plates):
    name = multiprocessing.current_process().name
    with table:
        print(f'{name}: is hungry')
        table.wait_for(lambda: plates.value > 0)
        plates.value -= 1
        print(f'{name}: eats')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    table = multiprocessing.Condition()
    plates = multiprocessing.Value('i', 0)
    guests = [multiprocessing.Process(target=eat, args=(table, plates), name=name) for name in ['Ada', 'Bo', 'Cleo']]
    for guest in guests:
        guest.start()
    for course in [1, 2]:
        time.sleep(1)
        with table:
            print(f'cook: serves {course}')
            plates.value += course
            table.notify_all()
    for guest in guests:
        guest.join()
    print(f'plates left: {plates.value}')
