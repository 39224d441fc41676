import multiprocessing
import time


def count(visitors, rooms, room):
    for _ in range(50):
        time.sleep(0.01)
        with visitors.get_lock():
            visitors.value += 1
        rooms[room] += 1


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    visitors = multiprocessing.Value('i', 100)
    rooms = multiprocessing.Array('i', 4)
    doors = [multiprocessing.Process(target=count, args=(visitors, rooms, room)) for room in range(len(rooms))]
    for door in doors:
        door.start()
    for door in doors:
        door.join()
    print('rooms:', *rooms[:])
    print('visitors:', visitors.value)
