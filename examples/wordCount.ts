// Counts words in many files: each is counted by a process of a pool (map), and the counts are put together (reduce).
// In the tree: the workers run `countWords`, in turn, and are idle in the end.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Pool } from 'multiprocessing-ts';

const SENTENCES = [
  'the fox sleeps under the old tree',
  'the tree sees the river and the river sees the sea',
  'an old fox knows the way to the river',
];

/** How often each word stands in a file. A Map travels as it is. */
async function countWords(file: string) {
  const counts = new Map<string, number>();
  for (const word of (await readFile(file, 'utf8')).split(/\s+/u).filter(Boolean))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** File `i` has the sentences some times over. */
async function writeFiles(folder: string) {
  const files = Array.from({ length: 24 }, (_, i) => path.join(folder, `chapter${i}.txt`));
  await Promise.all(files.map((file, i) => writeFile(file, `${SENTENCES[i % 3]}\n`.repeat(100 * (i + 1)))));
  return files;
}

if (import.meta.main) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'wordCount-'));
  try {
    const files = await writeFiles(folder);
    await using pool = new Pool(2);
    const all = new Map<string, number>();
    // As they come: the order does not matter to the sum
    for await (const counts of pool.imapUnordered(countWords, files)) {
      for (const [word, count] of counts) all.set(word, (all.get(word) ?? 0) + count);
    }
    const sorted = [...all].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    console.log(`${files.length} files, ${sorted.length} words`);
    for (const [word, count] of sorted.slice(0, 5)) console.log(`${word}: ${count}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
