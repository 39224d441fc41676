/** What processes wait for, and what they share, in the tree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haltText } from '../../src/tree/haltText.ts';
import { rowOf, type ProcessTree } from '../../src/tree/processTree.ts';
import type { TreeEvent } from '../../src/tree/treeEvent.ts';
import { statusOf } from '../../src/tree/status.ts';
import { workText } from '../../src/tree/workText.ts';
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

const pools = (id: string, done: number, ...workers: [id: string, task: string | null][]): TreeEvent => {
  const job = { job: 1, operation: 'map', name: 'work', done, total: 10_000, at: 5 };
  return { type: 'pools', id, jobs: [job], workers: workers.map(([worker, task]) => ({ id: worker, task })) };
};

test('a pool tells how far it is, and what its workers do', () => {
  const tree = treeAfter(...family, pools('a', 1_240, ['a.1', null], ['unknown', 'work']));
  const [root, worker] = [rowOf(tree, 'a'), rowOf(tree, 'a.1')];
  assert.ok(root && worker);
  assert.deepEqual([haltText(root), worker.work, statusOf(worker).text], ['map 1,240/10,000', { task: null }, 'idle']);
  assert.equal(tree.nodes.get('unknown'), undefined);
  const busy = rowOf(treeAfter(...family, pools('a', 1, ['a.1', 'work'])), 'a.1');
  assert.equal(busy && statusOf(busy).text, 'runs work');
});

test('a pool speaks of the children of its process only, and of none that has ended', () => {
  const other = [launched('b'), connected('b', null)];
  assert.equal(rowOf(treeAfter(...family, ...other, pools('b', 1, ['a.1', 'work'])), 'a.1')?.work, null);
  assert.equal(rowOf(treeAfter(...family, pools('a', 1, ['a.1', 'work']), ended('a.1')), 'a.1')?.work, null);
  const gone = rowOf(treeAfter(...family, pools('a', 1), ended('a')), 'a');
  assert.deepEqual([gone?.jobs, gone && haltText(gone)], [[], '']);
});

test('another wait is told before the work of a pool, and more work is counted', () => {
  const waitingToo = rowOf(treeAfter(...family, pools('a', 1), waiting('a', 1, 'jobs')), 'a');
  assert.equal(waitingToo && haltText(waitingToo), 'Queue.get jobs');
  const onPool: TreeEvent = {
    type: 'waiting',
    id: 'a',
    wait: 1,
    operation: 'Pool.map',
    object: 'work',
    at: 1,
    location: null,
  };
  const onlyPool = rowOf(treeAfter(...family, onPool), 'a');
  assert.equal(onlyPool && haltText(onlyPool), 'Pool.map work');
  const event = pools('a', 1);
  assert.ok(event.type === 'pools');
  const [job] = event.jobs;
  assert.ok(job);
  const jobs = [job, { ...job, job: 2, operation: 'imap', total: null }];
  const two = rowOf(treeAfter(...family, onPool, { ...event, jobs }), 'a');
  assert.equal(two && haltText(two), 'map 1/10,000 +1');
  assert.equal(workText({ jobs: jobs.slice(1) }), 'imap 1');
});
