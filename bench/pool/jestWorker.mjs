import { Worker } from 'jest-worker';
import { inBench } from '../inBench.mjs';
import { measurePool } from './measurePool.mjs';

await measurePool(() => {
  const pool = new Worker(inBench('pool/tasks.cjs'), {
    numWorkers: 2,
    exposedMethods: ['tiny', 'busy10', 'echo'],
    forkOptions: { serialization: 'advanced' },
  });
  return {
    run: (name, items) => Promise.all(items.map((item) => pool[name](item))),
    end: () => pool.end(),
  };
});
