import { Tinypool } from 'tinypool';
import { inBench } from '../inBench.mjs';
import { measurePool } from './measurePool.mjs';

await measurePool(() => {
  const options = { runtime: 'child_process', minThreads: 2, maxThreads: 2, serialization: 'advanced' };
  const pool = new Tinypool({ filename: inBench('pool/tasks.mjs'), ...options });
  return {
    run: (name, items) => Promise.all(items.map((item) => pool.run(item, { name }))),
    end: () => pool.destroy(),
  };
});
