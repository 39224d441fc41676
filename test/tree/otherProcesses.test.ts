import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { commandRoute, rowOf, rowsOf, type ProcessTree } from '../../src/tree/processTree.ts';
import { statusOf } from '../../src/tree/status.ts';
import type { OtherProcess, TreeEvent } from '../../src/tree/treeEvent.ts';
import { connected, ended, launched, started, treeAfter } from './events.ts';

const other = (pid: number, parentId: string, more: Partial<OtherProcess> = {}): OtherProcess => ({
  id: `other-${pid}`,
  parentId,
  name: 'sh',
  pid,
  startedAt: 5,
  commandLine: 'sh -c sleep',
  ...more,
});
const others = (...processes: OtherProcess[]): TreeEvent => ({ type: 'others', processes, at: 20 });
const outline = (tree: ProcessTree) => rowsOf(tree).map(({ id, parentId, alive }) => [id, parentId, alive]);
const root = treeAfter(launched('a'), connected('a', null));

describe('other programs', () => {
  test('are rows below who has started them', () => {
    const tree = applyEvent(root, others(other(7, 'a'), other(8, 'other-7')));
    assert.deepEqual(outline(tree), [
      ['a', null, true],
      ['other-7', 'a', true],
      ['other-8', 'other-7', true],
    ]);
    const row = rowOf(tree, 'other-7');
    assert.deepEqual([row?.kind, row?.name, row?.commandLine, row?.startedAt], ['other', 'sh', 'sh -c sleep', 5]);
    assert.equal(row && statusOf(row).text, 'other program');
    assert.equal(row?.terminateBlocked, null);
    assert.match(row?.joinBlocked ?? '', /not started as a multiprocessing Process/);
    assert.equal(commandRoute(tree, 'other-7'), null);
    assert.equal(applyEvent(tree, others(other(7, 'a'), other(8, 'other-7'))).nodes, tree.nodes);
  });

  test('go when they have ended, but not before those below them', () => {
    const tree = applyEvent(root, others(other(7, 'a'), other(8, 'other-7')));
    const half = applyEvent(tree, others(other(8, 'other-7')));
    assert.deepEqual(outline(half), [
      ['a', null, true],
      ['other-7', 'a', false],
      ['other-8', 'other-7', true],
    ]);
    const row = rowOf(half, 'other-7');
    assert.equal(row && statusOf(row).kind, 'gone');
    assert.deepEqual(outline(applyEvent(half, others())), [['a', null, true]]);
  });

  test('stay when they were ended from here', () => {
    const tree = applyEvent(root, others(other(7, 'a')));
    const asked = applyEvent(tree, { type: 'commandSent', id: 'other-7', action: 'kill', at: 10 });
    const row = rowOf(applyEvent(asked, others()), 'other-7');
    assert.deepEqual([row?.alive, row?.endReason], [false, 'terminated from here']);
  });

  test('give way to a process of the library that has their pid, which takes what is below them', () => {
    const tree = applyEvent(root, others(other(7, 'a'), other(8, 'other-7')));
    const said = applyEvent(tree, connected('b', null, { pid: 7 }));
    assert.deepEqual(outline(said), [
      ['a', null, true],
      ['b', null, true],
      ['other-8', 'b', true],
    ]);
    assert.equal(rowOf(applyEvent(tree, started('a.1', 'a', { pid: 8 })), 'other-8'), undefined);
  });

  test('go elsewhere when their parent turns out to be another', () => {
    const tree = [others(other(8, 'a')), started('a.1', 'a', { pid: 9 }), others(other(8, 'a.1'))].reduce(
      applyEvent,
      root,
    );
    assert.equal(rowOf(tree, 'other-8')?.parentId, 'a.1');
    assert.deepEqual(outline(tree), [
      ['a', null, true],
      ['a.1', 'a', true],
      ['other-8', 'a.1', true],
    ]);
  });

  test('outlive their parent: orphans since then', () => {
    const tree = [others(other(7, 'a')), ended('a', { at: 15 }), others(other(7, 'a'))].reduce(applyEvent, root);
    assert.equal(rowOf(tree, 'other-7')?.orphanedAt, null, 'until the system has been asked');
    const told = applyEvent(tree, { type: 'orphaned', id: 'other-7', at: 15 });
    const row = rowOf(told, 'other-7');
    assert.deepEqual([row?.alive, row?.orphanedAt, row && statusOf(row).kind], [true, 15, 'orphan']);
  });

  test('do not end with their lost parent', () => {
    const tree = [others(other(7, 'a')), { type: 'disconnected', id: 'a' } as const].reduce(
      applyEvent,
      treeAfter(connected('a', null)),
    );
    const lost = applyEvent(tree, { type: 'lost', id: 'a', at: 9 });
    assert.deepEqual(outline(lost), [
      ['a', null, false],
      ['other-7', 'a', true],
    ]);
  });
});

describe('orphans', () => {
  const tree = [started('a.1', 'a'), connected('a.1', 'a'), ended('a', { at: 15 })].reduce(applyEvent, root);

  test('a process that runs on without its parent, since when', () => {
    const told = applyEvent(tree, { type: 'orphaned', id: 'a.1', at: 15 });
    const row = rowOf(told, 'a.1');
    assert.deepEqual([row?.orphanedAt, row?.state, row && statusOf(row).text], [15, 'started', 'orphan']);
    assert.equal(rowOf(applyEvent(told, ended('a.1')), 'a.1')?.orphanedAt, null);
  });

  test('none is one whose parent is there', () => {
    const row = rowOf(
      [started('a.1', 'a'), { type: 'orphaned', id: 'a.1', at: 15 } as const].reduce(applyEvent, root),
      'a.1',
    );
    assert.equal(row?.orphanedAt, null);
  });
});

describe('after a reload', () => {
  const before = [started('a.1', 'a', { pid: 300 }), others(other(7, 'a.1'))].reduce(
    applyEvent,
    treeAfter(connected('a', null)),
  );
  const restored = applyEvent(treeAfter(), { type: 'restored', rows: rowsOf(before), at: 40 });

  test('what the window had not started is expected to run on', () => {
    const closed = applyEvent(before, { type: 'endedWithWindow', at: 30 });
    assert.deepEqual(outline(closed), outline(before));
    assert.deepEqual(outline(restored), outline(before));
    assert.deepEqual(
      rowsOf(restored).map(({ name, kind, pid }) => [name, kind, pid]),
      rowsOf(before).map(({ name, kind, pid }) => [name, kind, pid]),
    );
  });

  test('it comes back to the same row', () => {
    const again = applyEvent(restored, connected('a', null));
    assert.deepEqual(outline(again), outline(before));
    assert.equal(commandRoute(applyEvent(again, started('a.1', 'a')), 'a.1') !== null, true);
    const ends = [started('a.1', 'a'), ended('a.1', { exitcode: 3 })].reduce(applyEvent, again);
    assert.deepEqual([rowOf(ends, 'a.1')?.alive, rowOf(ends, 'a.1')?.exitcode], [false, 3]);
  });

  test('or it has ended meanwhile, which is said', () => {
    const lost = applyEvent(restored, { type: 'lost', id: 'a', at: 41 });
    assert.deepEqual(outline(lost), [
      ['a', null, false],
      ['a.1', 'a', true],
      ['other-7', 'a.1', true],
    ]);
    const row = rowOf(lost, 'a');
    assert.deepEqual([row?.endReason, row && statusOf(row).kind], ['ended while the window was closed', 'lost']);
    assert.equal(rowOf(applyEvent(lost, { type: 'lost', id: 'a.1', at: 42 }), 'a.1')?.alive, false);
  });
});
