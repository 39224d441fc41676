/** The end of a program at the worst moments. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram } from '../helpers/runProgram.ts';

it('D-07 process.exit() between the end of a child and its exit event does not wait for ever', async (t) => {
  const { code, stderr } = await runProgram(
    t,
    `
    async function ends() {}
    if (import.meta.main) {
      const before = new Set((process as any)._getActiveHandles());
      const child = new Process({ target: ends });
      child.start();
      const joined = child.join(); // makes its handles active ones
      const lifeline = (process as any)._getActiveHandles().find((handle: any) => !before.has(handle) && handle.constructor.name === 'Socket');
      lifeline.once('close', () => process.exit(3));
      await joined;
      await sleep(60);
    }`,
  );
  assert.equal(stderr, '');
  assert.equal(code, 3);
});

it('X-04 the trace of a child has the frames of the program, and none of the library', async (t) => {
  const { stderr } = await runProgram(
    t,
    `
    async function inner() { throw new RangeError('too far'); }
    async function outer() { await inner(); }
    if (import.meta.main) {
      const child = new Process({ target: outer, name: 'traveller' });
      child.start();
      await child.join();
    }`,
  );
  const [first, message, ...frames] = stderr.trimEnd().split('\n');
  assert.deepEqual([first, message], ['Process traveller:', 'RangeError: too far']);
  assert.ok(
    frames.some((frame) => /at (?:async )?outer .*main\.ts:\d+:\d+/.test(frame)),
    stderr,
  );
  assert.ok(!stderr.includes('child.cjs'), stderr);
});
