import workerpool from 'workerpool';
import { inBench } from '../inBench.mjs';
import { measurePool } from './measurePool.mjs';

await measurePool(() => {
  const pool = workerpool.pool(inBench('pool/workerpoolWorker.cjs'), {
    workerType: 'process',
    minWorkers: 2,
    maxWorkers: 2,
    forkOpts: { serialization: 'advanced' },
  });
  return {
    run: (name, items) => Promise.all(items.map((item) => pool.exec(name, [item]))),
    end: () => pool.terminate(),
  };
});
