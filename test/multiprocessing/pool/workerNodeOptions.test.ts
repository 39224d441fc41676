/** The options of Node that a pool's workers get, and that the program has the say. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { workerNodeOptions } from '../../../src/multiprocessing/pool/workerNodeOptions.ts';
import { shown } from '../../helpers/runProgram.ts';

it('a young generation that is as large as it becomes, unless the program says how large', () => {
  assert.deepEqual(workerNodeOptions([''], '22.15.0'), ['--min-semi-space-size=2']);
  assert.deepEqual(workerNodeOptions(['--max-old-space-size=64'], '26.10.0'), ['--min-semi-space-size=2']);
  assert.deepEqual(workerNodeOptions(['--max-semi-space-size=1'], '24.1.0'), []);
  assert.deepEqual(workerNodeOptions(['--min_semi_space_size=16'], '24.1.0'), []);
});

it('a Node that may not know the option does not get it', () => {
  assert.deepEqual(workerNodeOptions([], '27.0.0'), []);
  assert.deepEqual(workerNodeOptions([], '30.0.0-nightly'), []);
});

it('workers have it, other processes have not, and the program has the say', async (t) => {
  const source = `
    const options = () => process.execArgv.filter((option) => option.includes('semi'));
    function tell() { show(options()); }
    if (import.meta.main) {
      const pool = new mp.Pool(1);
      show(await pool.apply(options));
      pool.close();
      await pool.join();
      const child = new Process({ target: tell });
      child.start();
      await child.join();
    }`;
  assert.deepEqual(await shown(t, source), [['--min-semi-space-size=2'], []]);
  const given = ['--max-semi-space-size=1'];
  assert.deepEqual(await shown(t, source, { execArgv: given }), [given, given]);
});
