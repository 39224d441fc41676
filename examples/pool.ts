// Shares out tasks among a pool of processes, and tells how far it is.
// In the tree: the row of this program says how many are done, `map 12/40`, and each worker's row whether it is idle.
// Terminate a worker: another takes its place, and the map fails with a WorkerDiedError that names what was lost.
import { Pool } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

/** How many steps the Collatz sequence of `n` takes to come to 1. */
async function steps(n: number) {
  await sleep(0.1); // as if it took long
  let count = 0;
  for (let value = n; value !== 1; value = value % 2 === 0 ? value / 2 : 3 * value + 1) count++;
  return count;
}

function divide(a: number, b: number) {
  if (b === 0) throw new RangeError(`${a} cannot be divided by zero`);
  return a / b;
}

function showProgress({ done, total }: { done: number; total: number | null }) {
  if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${total}${done === total ? '\n' : ''}`);
}

if (import.meta.main) {
  const pool = new Pool(3);
  const numbers = Array.from({ length: 40 }, (_, i) => i + 1);
  const counts = await pool.map(steps, numbers, { chunksize: 1, onProgress: showProgress });
  const longest = Math.max(...counts);
  console.log(`the longest way: ${longest} steps, from ${counts.indexOf(longest) + 1}`);

  const pairs: [number, number][] = [[7, 2], [9, 3], [1, 4]]; // prettier-ignore
  console.log(`starmap: ${(await pool.starmap(divide, pairs)).join(' ')}`);
  console.log(`apply: ${await pool.apply(divide, [1, 8])}`);
  try {
    await pool.apply(divide, [1, 0]);
  } catch (error) {
    console.log(`an error: ${(error as Error).message}`);
  }
  let text = '';
  for await (const count of pool.imap(steps, [3, 7, 9])) text += ` ${count}`;
  console.log(`imap:${text}`);

  pool.close();
  await pool.join();
  console.log('all workers have gone home');
}
