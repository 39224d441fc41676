// Threads, and not processes.
import { Piscina } from 'piscina';
import { inBench } from '../inBench.mjs';
import { measurePool } from './measurePool.mjs';

await measurePool(() => {
  const pool = new Piscina({ filename: inBench('pool/tasks.mjs'), minThreads: 2, maxThreads: 2 });
  return {
    run: (name, items) => Promise.all(items.map((item) => pool.run(item, { name }))),
    end: () => pool.destroy(),
  };
});
