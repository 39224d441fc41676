import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowStore } from '../../src/webview/rowStore.ts';
import { patch, runningRow, snapshot } from './support/rows.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => runningRow(id, null, id)) as [never, never, never];

test('patches change, add at the end, and remove', () => {
  const store = new RowStore();
  store.applySnapshot(snapshot([a, b], 7));
  const renamed = { ...(a as ReturnType<typeof runningRow>), name: 'renamed' };
  const changes = store.applyPatch(patch(8, [renamed, c], ['b']));
  assert.deepEqual(changes, [
    { before: a, after: renamed },
    { before: undefined, after: c },
  ]);
  assert.deepEqual([...store.rows.values()], [renamed, c]);
});

test('a missed patch is noticed, and what follows is ignored until a snapshot comes', () => {
  const store = new RowStore();
  store.applySnapshot(snapshot([a], 7));
  assert.equal(store.applyPatch(patch(9, [b])), null);
  assert.equal(store.inStep, false);
  assert.deepEqual(store.applyPatch(patch(10, [b])), []);
  assert.deepEqual([...store.rows.keys()], ['a']);
  store.applySnapshot(snapshot([a, b, c], 10));
  assert.equal(store.inStep, true);
  assert.deepEqual(store.applyPatch(patch(11, [], ['a'])), []);
  assert.deepEqual([...store.rows.keys()], ['b', 'c']);
});
