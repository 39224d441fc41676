import multiprocessing
import time


def recite(stage, poem):
    name = multiprocessing.current_process().name
    with stage:
        for line in poem:
            time.sleep(0.3)
            print(f'{name}: {line}')


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    stage = multiprocessing.Lock()
    poems = {
        'frog': ['the old pond', 'a leap', 'the sound of water'],
        'crow': ['a bare branch', 'a crow has settled', 'autumn evening'],
        'snail': ['slowly', 'up the mountain', 'slowly'],
    }
    poets = [
        multiprocessing.Process(target=recite, args=(stage, poem), name=name) for name, poem in poems.items()
    ]
    for poet in poets:
        poet.start()
    for poet in poets:
        poet.join()
    print('the stage is empty')
