import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noUsage, usageOf } from '../../src/extension/usageOf.ts';
import { sampleDelay } from '../../src/extension/sampleDelay.ts';
import { sampleOf } from '../../src/processTable/cpuUsage.ts';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { rowOf } from '../../src/tree/processTree.ts';
import { connected, ended, launched, started, treeAfter } from '../tree/events.ts';

const MB = 1024 * 1024;
const process = (pid: number, ms: number, startedAt = 2) => ({
  pid,
  ppid: 1,
  name: 'node',
  startedAt,
  cpu: { ms },
  memory: 50 * MB + 1,
  commandLine: null,
});
const tree = treeAfter(
  launched('a', { pid: 100 }),
  connected('a', null),
  started('a.1', 'a', { pid: 101, at: 2 }),
  started('a.2', 'a', { pid: 102, at: 2 }),
  started('a.3', 'a', { pid: 103, at: 2 }),
  ended('a.3'),
);
const before = sampleOf([process(100, 10), process(101, 10)], 1000);
const sample = sampleOf([process(100, 510), process(101, 11), process(102, 5, 99_000), process(103, 1)], 2000);

test('what each live process uses; of another one with the same number nothing', () => {
  assert.deepEqual(usageOf(tree, sample, before), [
    { id: 'a', cpu: 50, memory: 50 * MB },
    { id: 'a.1', cpu: 0, memory: 50 * MB },
    { id: 'a.2', cpu: null, memory: null },
  ]);
});

test('it stands in the rows until they end, or it is measured no longer', () => {
  const measured = applyEvent(tree, { type: 'usage', processes: usageOf(tree, sample, before) });
  assert.deepEqual([rowOf(measured, 'a')?.cpu, rowOf(measured, 'a')?.memory], [50, 50 * MB]);
  assert.equal(rowOf(applyEvent(measured, ended('a')), 'a')?.cpu, null);
  assert.deepEqual(
    noUsage(measured).map(({ id }) => id),
    ['a', 'a.1'],
  );
  const over = applyEvent(measured, { type: 'usage', processes: noUsage(measured) });
  assert.deepEqual([rowOf(over, 'a')?.cpu, rowOf(over, 'a')?.memory], [null, null]);
  assert.deepEqual(noUsage(over), []);
});

test('the same again changes nothing, and of what is not known there is no row', () => {
  const measured = applyEvent(tree, { type: 'usage', processes: usageOf(tree, sample, before) });
  assert.equal(applyEvent(measured, { type: 'usage', processes: usageOf(measured, sample, before) }), measured);
  assert.equal(applyEvent(tree, { type: 'usage', processes: [{ id: 'x', cpu: 1, memory: 1 }] }), tree);
});

test('sampling takes one percent of a processor, and never waits too long for the next look', () => {
  assert.equal(sampleDelay(2000, 5), 2000);
  assert.equal(sampleDelay(2000, 40), 4000);
  assert.equal(sampleDelay(2000, 4000), 20_000);
  assert.equal(sampleDelay(60_000, 4000), 60_000);
});
