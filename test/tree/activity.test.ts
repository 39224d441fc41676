/** What processes wait for, and what they share, in the tree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowOf, type ProcessTree } from '../../src/tree/processTree.ts';
import type { TreeEvent } from '../../src/tree/treeEvent.ts';
import { connected, ended, launched, started, treeAfter } from './events.ts';

const waiting = (id: string, wait: number, object = `queue ${wait}`): TreeEvent => {
  return { type: 'waiting', id, wait, operation: 'Queue.get', object, at: wait, location: null };
};
const resumed = (id: string, wait: number | null): TreeEvent => ({ type: 'resumed', id, wait });
const objects = (id: string, ...names: string[]): TreeEvent => {
  const none = { depth: null, limit: null, unfinished: null, flag: null, holder: null };
  const rest = { kind: 'Queue', ...none, waiters: [], moreWaiters: 0 };
  return { type: 'objects', id, objects: names.map((name) => Object.assign({ id: name, name }, rest)) };
};
const family = [launched('a'), connected('a', null), started('a.1', 'a'), connected('a.1', 'a')];

const waits = (tree: ProcessTree, id: string) => rowOf(tree, id)?.waiting.map(({ object }) => object);
const shared = (tree: ProcessTree, id: string) => rowOf(tree, id)?.objects.map(({ name }) => name);

test('waits are shown in their order until they are over', () => {
  const tree = treeAfter(...family, waiting('a.1', 2), waiting('a.1', 1), waiting('a.1', 5), resumed('a.1', 2));
  assert.deepEqual(waits(tree, 'a.1'), ['queue 1', 'queue 5']);
  assert.deepEqual(waits(tree, 'a'), []);
  assert.deepEqual(waits(treeAfter(...family, waiting('a.1', 1), resumed('a.1', null)), 'a.1'), []);
});

test('a wait that is told twice is one, and as it was told last', () => {
  const tree = treeAfter(...family, waiting('a.1', 1), waiting('a.1', 1, 'jobs'));
  assert.deepEqual(waits(tree, 'a.1'), ['jobs']);
});

test('the list of shared objects replaces the one before', () => {
  assert.deepEqual(shared(treeAfter(...family, objects('a', 'x', 'y'), objects('a', 'z')), 'a'), ['z']);
});

for (const [what, event] of [
  ['has ended', ended('a')],
  ['cannot be heard', { type: 'disconnected', id: 'a' }],
  ['comes back, to tell anew', connected('a', null)],
  ['ends with the window', { type: 'endedWithWindow', at: 9 }],
] as const) {
  test(`a process that ${what} waits for nothing and shares nothing`, () => {
    const tree = treeAfter(...family, waiting('a', 1), objects('a', 'x'), event);
    assert.deepEqual([waits(tree, 'a'), shared(tree, 'a')], [[], []]);
  });
}

test('what is told late of a process that has ended is left out', () => {
  const tree = treeAfter(...family, ended('a'), waiting('a', 1), objects('a', 'x'), resumed('a', 1));
  assert.deepEqual([waits(tree, 'a'), shared(tree, 'a')], [[], []]);
});

test('however many waits a process claims to have, some are kept', () => {
  const many = Array.from({ length: 500 }, (_, wait) => waiting('a', wait));
  assert.equal(waits(treeAfter(...family, ...many), 'a')?.length, 100);
});

test('restored rows wait for nothing', () => {
  const row = rowOf(treeAfter(...family, waiting('a', 1), objects('a', 'x')), 'a');
  const tree = treeAfter({ type: 'restored', rows: row ? [row] : [], at: 9 });
  assert.deepEqual([waits(tree, 'a'), shared(tree, 'a')], [[], []]);
});
