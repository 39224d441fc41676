/** When a process that stores items waits for those that read them, and for how long. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Backlog } from '../../src/multiprocessing/backlog.ts';

const PATIENCE_MS = 10;
let backlog: Backlog;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  backlog = new Backlog();
});
afterEach(() => mock.timers.reset());

test('it waits from the second full segment on, until one has been read', async () => {
  backlog.filled();
  assert.equal(backlog.room(), null);
  backlog.filled();
  const room = backlog.room();
  assert.ok(room);
  assert.equal(backlog.room(), room, 'one wait for all that put meanwhile');
  backlog.read();
  await room;
  assert.equal(backlog.room(), null);
});

test('it waits on when there are more still', async () => {
  for (let left = 3; left > 0; left--) backlog.filled();
  const room = backlog.room();
  backlog.read();
  await room;
  assert.ok(backlog.room());
  assert.notEqual(backlog.room(), room);
});

test('where nobody reads it waits once, and not again before somebody does', async () => {
  for (let left = 5; left > 0; left--) backlog.filled();
  const room = backlog.room();
  mock.timers.tick(PATIENCE_MS);
  await room;
  assert.equal(backlog.room(), null);
  backlog.filled();
  assert.equal(backlog.room(), null);
  backlog.read();
  const again = backlog.room();
  assert.ok(again);
  mock.timers.tick(PATIENCE_MS);
  await again;
  assert.equal(backlog.room(), null);
});
