import { Pool } from 'multiprocessing-ts';
import { measurePool } from './measurePool.mjs';
import { busy10, echo, tiny } from './tasks.mjs';

const tasks = { busy10, echo, tiny };

if (import.meta.main) {
  await measurePool(() => {
    const pool = new Pool(2);
    return {
      run: (name, items, chunksize) => pool.map(tasks[name], items, { chunksize }),
      end: () => pool[Symbol.asyncDispose](),
    };
  });
}
