/** The options of Node that a pool's workers get, and that the program has the say. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { workerNodeOptions } from '../../../src/multiprocessing/pool/workerNodeOptions.ts';
import { shown } from '../../helpers/runProgram.ts';

const enoughCpus = { version: '24.1.0', workers: 1, cpus: 4 };

it('a young generation that is as large as it becomes, unless the program says how large', () => {
  assert.deepEqual(workerNodeOptions([''], { ...enoughCpus, version: '22.15.0' }), ['--min-semi-space-size=2']);
  assert.deepEqual(workerNodeOptions(['--max-old-space-size=64'], { ...enoughCpus, version: '26.10.0' }), [
    '--min-semi-space-size=2',
  ]);
  assert.deepEqual(workerNodeOptions(['--max-semi-space-size=1'], enoughCpus), []);
  assert.deepEqual(workerNodeOptions(['--min_semi_space_size=16'], enoughCpus), []);
});

it('a Node that may not know the option does not get it', () => {
  assert.deepEqual(workerNodeOptions([], { ...enoughCpus, version: '27.0.0' }), []);
  assert.deepEqual(workerNodeOptions([], { ...enoughCpus, version: '30.0.0-nightly' }), []);
});

it('V8 has its share of the CPUs for threads, one at least, unless the program says how many', () => {
  const threads = (workers: number, cpus: number, given: readonly string[] = ['--max-semi-space-size=1']) =>
    workerNodeOptions(given, { ...enoughCpus, workers, cpus });
  assert.deepEqual(threads(2, 2), ['--v8-pool-size=1']);
  assert.deepEqual(threads(200, 16), ['--v8-pool-size=1']);
  assert.deepEqual(threads(4, 15), ['--v8-pool-size=3']);
  assert.deepEqual(threads(4, 16), []);
  assert.deepEqual(threads(2, 2, ['--max-semi-space-size=1 --v8-pool-size=4']), []);
  assert.deepEqual(threads(2, 2, ['--max-semi-space-size=1', '--v8_pool_size=4']), []);
});

it('workers have them, other processes have not, nor those that workers start, and the program has the say', async (t) => {
  const source = `
    const options = () => process.execArgv.filter((option) => /semi|pool/.test(option));
    function tell() { show(options()); }
    async function started() {
      const child = new Process({ target: tell });
      child.start();
      await child.join();
    }
    if (import.meta.main) {
      const pool = new mp.Pool(os.availableParallelism(), { daemon: false });
      show(await pool.apply(options));
      await pool.apply(started);
      pool.close();
      await pool.join();
      await started();
    }`;
  const program = `import os from 'node:os';${source}`;
  assert.deepEqual(await shown(t, program), [['--min-semi-space-size=2', '--v8-pool-size=1'], [], []]);
  const given = ['--max-semi-space-size=1', '--v8-pool-size=2'];
  assert.deepEqual(await shown(t, program, { execArgv: given }), [given, given, given]);
});
