// The workers import this module again, so it imports no more than they need.
import { Pool } from 'multiprocessing-ts';
import { busy10, echo, tiny } from './tasks.mjs';

const tasks = { busy10, echo, tiny };

if (import.meta.main) {
  const { measurePool } = await import('./measurePool.mjs');
  await measurePool(() => {
    const pool = new Pool(2);
    return {
      run: (name, items, chunksize) => pool.map(tasks[name], items, { chunksize }),
      end: () => pool[Symbol.asyncDispose](),
    };
  });
}
