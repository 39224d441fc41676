// A pool of many workers: how long until each has done a task, and what it takes of memory (Linux).
import { readFileSync } from 'node:fs';
import { Pool } from 'multiprocessing-ts';

/** The proportional set size in MB: what processes share is counted once in all. */
function memory() {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))[1]) / 1024;
}

if (import.meta.main) {
  const [mode, workers] = process.argv.slice(2);
  const startedAt = performance.now();
  await using pool = new Pool(Number(workers));
  const sizes = await pool.map(memory, Array.from({ length: Number(workers) }), { chunksize: 1 });
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`result ${mode === 'time' ? performance.now() - startedAt : total / sizes.length}`);
}
