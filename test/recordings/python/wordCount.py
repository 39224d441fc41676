import collections
import multiprocessing
import os
import tempfile

SENTENCES = [
    'the fox sleeps under the old tree',
    'the tree sees the river and the river sees the sea',
    'an old fox knows the way to the river',
]


def count_words(file):
    with open(file, encoding='utf-8') as opened:
        return collections.Counter(opened.read().split())


def write_files(folder):
    files = [os.path.join(folder, f'chapter{i}.txt') for i in range(24)]
    for i, file in enumerate(files):
        with open(file, 'w', encoding='utf-8') as opened:
            opened.write(f'{SENTENCES[i % 3]}\n' * (100 * (i + 1)))
    return files


if __name__ == '__main__':
    multiprocessing.set_start_method('spawn')
    with tempfile.TemporaryDirectory() as folder:
        files = write_files(folder)
        total = collections.Counter()
        with multiprocessing.Pool(2) as pool:
            for counts in pool.imap_unordered(count_words, files):
                total += counts
        in_order = sorted(total.items(), key=lambda item: (-item[1], item[0]))
        print(f'{len(files)} files, {len(in_order)} words')
        for word, count in in_order[:5]:
            print(f'{word}: {count}')
