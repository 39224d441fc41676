// Lets three readers count words in one dictionary, which a manager's server process has.
// In the tree: SyncManager-1 beside the readers, who wait for its lock now and then. Each call is one step; the lock is for two
// of them, since get and set are two calls.
import { type DictProxy, type ListProxy, type LockProxy, Manager, Process } from 'multiprocessing-ts';

const CHAPTERS = ['the fox sees the hen', 'the hen sees the fox and the farmer', 'the farmer sees nothing'];

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function read(chapter: string, counts: DictProxy<number>, lock: LockProxy, lengths: ListProxy<number>) {
  const words = chapter.split(' ');
  for (const word of words) {
    await sleep(0.1);
    await lock.runExclusive(async () => {
      await counts.set(word, ((await counts.get(word)) ?? 0) + 1);
    });
  }
  await lengths.append(words.length);
}

if (import.meta.main) {
  await using manager = await Manager();
  const counts = manager.dict<number>();
  const lengths = manager.list<number>();
  const book = manager.dict({ title: 'The Farm', lengths }); // a proxy in a dict stays shared
  const lock = manager.Lock();
  const readers = CHAPTERS.map((chapter) => new Process({ target: read, args: [chapter, counts, lock, lengths] }));
  for (const reader of readers) reader.start();
  for (const reader of readers) await reader.join();
  for (const word of (await counts.keys()).toSorted()) console.log(`${word}: ${await counts.get(word)}`);
  const known = (await book.get('lengths')) as ListProxy<number>;
  await known.sort();
  console.log('lengths of the chapters:', ...(await known.slice()));
}
