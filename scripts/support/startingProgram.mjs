// What most programs do with the library, to see what they call of it: calledFunctions.mjs.
import { Pool, Process } from 'multiprocessing-ts';

function work(x) {
  return x;
}

if (import.meta.main) {
  const child = new Process({ target: work, args: [1] });
  child.start();
  await child.join();
  const pool = new Pool(1);
  await pool.apply(work, [1]);
  await pool.map(work, [1, 2, 3, 4, 5, 6, 7, 8]);
  pool.close();
  await pool.join();
}
