import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAncestors } from '../../src/processTable/processTable.ts';

test('the parents of a process, up to the first', async () => {
  const ancestors = await readAncestors(process.pid);
  assert.equal(ancestors[0]?.pid, process.ppid);
  for (const [index, { ppid }] of ancestors.entries())
    if (ancestors[index + 1]) assert.equal(ancestors[index + 1]?.pid, ppid);
  assert.deepEqual(await readAncestors(2 ** 22 + 1), []);
});
