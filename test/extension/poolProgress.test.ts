/** What the editor's progress tells of pools, with a display of this test's. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { PoolProgress } from '../../src/extension/poolProgress.ts';
import { TreeModel } from '../../src/extension/treeModel.ts';
import type { TreeEvent } from '../../src/tree/treeEvent.ts';
import { connected, ended, launched } from '../tree/events.ts';

function watchedModel(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 100_000 });
  const model = new TreeModel();
  const told: string[] = [];
  const progress = new PoolProgress(model, (title) => {
    told.push(`begin ${title}`);
    return { report: (message) => told.push(message), end: () => told.push(`end ${title}`) };
  });
  t.after(() => {
    progress.dispose();
    model.dispose();
  });
  return { model, told, progress };
}

const pools = (id: string, done: number | null): TreeEvent => {
  const job = { job: 1, operation: 'map', name: 'work', done: done ?? 0, total: 10, at: 100_000 };
  return { type: 'pools', id, jobs: done === null ? [] : [job], workers: [] };
};

test('a map that takes long is told of, from then on, until it is done', (t) => {
  const { model, told } = watchedModel(t);
  for (const event of [launched('a'), connected('a', null), pools('a', 1)]) model.apply(event);
  assert.deepEqual(told, [], 'most are over soon');
  t.mock.timers.tick(3_000);
  model.apply(pools('a', 7));
  t.mock.timers.tick(1_000);
  model.apply(pools('a', null));
  t.mock.timers.tick(1_000);
  assert.equal(told.length, 4);
  assert.match(told[0] ?? '', /^begin .*: work$/);
  assert.deepEqual(told.slice(1, 3), ['map 1/10', 'map 7/10']);
  assert.match(told[3] ?? '', /^end /);
});

test('it is told of no more when its process has ended, or the window does', (t) => {
  const { model, told, progress } = watchedModel(t);
  for (const event of [launched('a'), connected('a', null), launched('b'), connected('b', null)]) model.apply(event);
  model.apply(pools('a', 1));
  model.apply(pools('b', 1));
  t.mock.timers.tick(3_000);
  model.apply(ended('a'));
  t.mock.timers.tick(1_000);
  assert.equal(told.filter((text) => text.startsWith('end ')).length, 1);
  progress.dispose();
  assert.equal(told.filter((text) => text.startsWith('end ')).length, 2);
});

test('programs of others are not told of here', (t) => {
  const { model, told } = watchedModel(t);
  model.apply(connected('c', null));
  model.apply(pools('c', 1));
  t.mock.timers.tick(10_000);
  assert.deepEqual(told, []);
});
