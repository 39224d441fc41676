// A pool of many workers: how long until each has done a task, and what it takes of memory (Linux).
import { readFileSync } from 'node:fs';
import { Pool } from 'multiprocessing-ts';

/** `Rss` or `Pss`, in which what processes share is counted once in all; in MB. */
function memory(kind) {
  const rollup = readFileSync('/proc/self/smaps_rollup', 'utf8');
  return Number(new RegExp(`^${kind}:\\s+(\\d+)`, 'm').exec(rollup)[1]) / 1024;
}

if (import.meta.main) {
  const [mode, workers] = process.argv.slice(2);
  const startedAt = performance.now();
  await using pool = new Pool(Number(workers));
  const kinds = Array.from({ length: Number(workers) }, () => (mode === 'Rss' ? 'Rss' : 'Pss'));
  const sizes = await pool.map(memory, kinds, { chunksize: 1 });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`result ${mode === 'time' ? performance.now() - startedAt : total / sizes.length}`);
}
