import multiprocessing
import time

CHAPTERS = ['the fox sees the hen', 'the hen sees the fox and the farmer', 'the farmer sees nothing']


def read(chapter, counts, lock, lengths):
    words = chapter.split(' ')
    for word in words:
        time.sleep(0.1)
        with lock:
            counts[word] = counts.get(word, 0) + 1
    lengths.append(len(words))


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    with multiprocessing.Manager() as manager:
        counts = manager.dict()
        lengths = manager.list()
        book = manager.dict({'title': 'The Farm', 'lengths': lengths})
        lock = manager.Lock()
        readers = [multiprocessing.Process(target=read, args=(chapter, counts, lock, lengths)) for chapter in CHAPTERS]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        for word, count in sorted(counts.items()):
            print(f'{word}: {count}')
        known = book['lengths']
        known.sort()
        print('lengths of the chapters:', *known)
