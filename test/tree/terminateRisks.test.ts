import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import type { SharedObject } from '../../src/tree/processRow.ts';
import { terminateRisks } from '../../src/tree/terminateRisks.ts';
import { connected, started, treeAfter } from './events.ts';

const none = { depth: null, limit: null, unfinished: null, flag: null, holder: null, waiters: [], moreWaiters: 0 };
const holder = { id: 'a.1', name: 'worker 1' };
const lock: SharedObject = {
  ...none,
  id: '1',
  kind: 'Lock',
  name: 'printer',
  holder,
  waiters: [{ id: 'a.2', name: 'w' }],
};
const tasks: SharedObject = { ...none, id: '2', kind: 'JoinableQueue', name: 'tasks', depth: 3, unfinished: 5 };

const family = treeAfter(
  connected('a', null),
  ...['a.1', 'a.2'].flatMap((id) => [started(id, 'a'), connected(id, 'a')]),
  { type: 'objects', id: 'a', objects: [lock, tasks] },
);
const risks = (...ids: string[]) => terminateRisks(family, new Set(ids));

test('a lock that it holds, unless the whole program ends', () => {
  assert.deepEqual(
    risks('a.1')[0],
    'worker 1 holds the lock printer: what it protects may be left half done. Waiting for it: 1.',
  );
  assert.deepEqual(risks('a.1', 'a.2')[0], 'worker 1 holds the lock printer: what it protects may be left half done.');
  assert.ok(!risks('a', 'a.1', 'a.2').join('').includes('printer'));
});

test('tasks that it may have taken, unless it waits for the next', () => {
  assert.match(risks('a.2').join(''), /^Of the queue tasks 2 tasks were taken and are not done/u);
  const waits = {
    type: 'waiting',
    id: 'a.2',
    wait: 1,
    operation: 'JoinableQueue.get',
    object: 'tasks',
    at: 1,
  } as const;
  const waiting = applyEvent(family, { ...waits, location: null });
  assert.deepEqual(terminateRisks(waiting, new Set(['a.2'])), []);
});

test('what a manager’s server keeps is lost with the server, and only with it', () => {
  const keeper = treeAfter(
    connected('b', null),
    ...['b.1', 'b.2'].flatMap((id) => [started(id, 'b'), connected(id, 'b')]),
    { type: 'objects', id: 'b.1', objects: [{ ...lock, holder: { id: 'b.2', name: 'worker 2' }, waiters: [] }, tasks] },
  );
  const risksOf = (...ids: string[]) => terminateRisks(keeper, new Set(ids));
  assert.deepEqual(risksOf('b.1'), ['The queue tasks has 3 items that nobody has taken: they are lost.']);
  assert.match(risksOf('b.2').join(' '), /^worker 2 holds the lock printer: .* 2 tasks were taken/u);
  assert.ok(!risksOf('b.2').join(' ').includes('lost'));
});

test('items that nobody has taken, when the program’s first process ends', () => {
  assert.deepEqual(risks('a'), ['The queue tasks has 3 items that nobody has taken: they are lost.']);
  assert.deepEqual(terminateRisks(treeAfter(connected('b', null)), new Set(['b', 'gone'])), []);
});
