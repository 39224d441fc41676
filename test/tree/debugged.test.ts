import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RowDebug, RowPause } from '../../src/tree/processRow.ts';
import { haltLocation, haltText } from '../../src/tree/haltText.ts';
import { rowOf, type ProcessTree } from '../../src/tree/processTree.ts';
import { parseRow } from '../../src/tree/parseRows.ts';
import { counts, rowSummary, statusOf } from '../../src/tree/status.ts';
import type { TreeEvent } from '../../src/tree/treeEvent.ts';
import { connected, ended, launched, treeAfter } from './events.ts';

const row = (tree: ProcessTree, id: string) => rowOf(tree, id)!;
const location = { url: 'file:///home/ann/my%20jobs/work.ts', line: 12, column: 3 };
const pause: RowPause = { reason: 'breakpoint', text: null, location };

function debugged(id: string, paused: RowPause | null, more: Partial<RowDebug> = {}): TreeEvent {
  return {
    type: 'debugged',
    id,
    debug: { session: 's', name: 'cfg', attached: false, current: false, paused, ...more },
  };
}

describe('a process in the debugger', () => {
  test('is paused, with the reason and the line', () => {
    const tree = treeAfter(launched('a'), connected('a', null), debugged('a', pause));
    assert.equal(row(tree, 'a').state, 'paused');
    assert.deepEqual(statusOf(row(tree, 'a')), { kind: 'paused', text: 'paused' });
    assert.equal(haltText(row(tree, 'a')), 'breakpoint work.ts:12');
    assert.deepEqual(haltLocation(row(tree, 'a')), location);
    assert.match(rowSummary(row(tree, 'a')), /paused breakpoint work\.ts:12/);
    assert.equal(counts([row(tree, 'a')]).paused, 1);
  });

  test('goes on as it was: started', () => {
    const tree = treeAfter(launched('a'), connected('a', null), debugged('a', pause), debugged('a', null));
    assert.equal(row(tree, 'a').state, 'started');
    assert.equal(haltText(row(tree, 'a')), '');
  });

  test('that was sent a signal is stopping, wherever it is paused', () => {
    const tree = treeAfter(launched('a'), debugged('a', pause), {
      type: 'stopping',
      id: 'a',
      signal: 'SIGTERM',
      at: 5,
    });
    assert.equal(row(tree, 'a').state, 'stopping');
  });

  test('that has ended is in no debugger, and what comes late changes nothing', () => {
    const tree = treeAfter(launched('a'), debugged('a', pause), ended('a'), debugged('a', pause));
    assert.deepEqual([row(tree, 'a').state, row(tree, 'a').debug], ['ended', null]);
  });

  test('cannot have a second one; one that is not, can, while it is connected', () => {
    assert.equal(row(treeAfter(launched('a')), 'a').attachBlocked, 'It is not connected');
    assert.equal(row(treeAfter(connected('a', null)), 'a').attachBlocked, null);
    assert.equal(row(treeAfter(connected('a', null), debugged('a', null)), 'a').attachBlocked, 'Debugged already');
    assert.equal(row(treeAfter(connected('a', null), ended('a')), 'a').attachBlocked, 'Already ended with exit code 0');
    const blocked = (runtime: string) => row(treeAfter(connected('a', null, { runtime })), 'a').attachBlocked;
    assert.equal(blocked('python 3.11.2'), null);
    assert.equal(blocked('ruby 3.4'), 'Only Node.js and Python can be debugged from here');
  });

  test('whose session was stopped ended with it, unless it had ended by itself', () => {
    const stopped: TreeEvent = { type: 'debugStopped', id: 'a' };
    const lost: TreeEvent = { type: 'lost', id: 'a', at: 9 };
    const gone: TreeEvent = { type: 'disconnected', id: 'a' };
    const begin = [connected('a', null), debugged('a', null)];
    const reason = (...events: TreeEvent[]) => row(treeAfter(...begin, ...events), 'a').endReason;
    assert.equal(reason(stopped, { type: 'debugEnded', id: 'a' }, gone, lost), 'ended with its debug session');
    assert.equal(reason(stopped, ended('a', { exitcode: -9, signal: 'SIGKILL' })), 'ended with its debug session');
    assert.equal(reason(stopped, ended('a', { exitcode: 0 })), 'ended with its debug session');
    const error = { name: 'Error', message: 'no' };
    assert.equal(reason(stopped, ended('a', { exitcode: 1, error })), null);
    assert.equal(reason(ended('a', { exitcode: 3 }), stopped), null);
    assert.equal(reason({ type: 'debugEnded', id: 'a' }, gone, lost), 'connection lost');
  });

  test('waits for something that tells less than where it is paused', () => {
    const wait: TreeEvent = {
      type: 'waiting',
      id: 'a',
      wait: 1,
      operation: 'Queue.get',
      object: 'jobs',
      at: 4,
      location: null,
    };
    const tree = treeAfter(launched('a'), connected('a', null), wait, debugged('a', pause));
    assert.equal(haltText(row(tree, 'a')), 'breakpoint work.ts:12');
    assert.equal(haltText({ ...row(tree, 'a'), debug: null }), 'Queue.get jobs');
  });

  test('that runs when the window is reloaded has ended with its session, unless it says hello, or was attached to', () => {
    const after = (debug: TreeEvent, ...events: TreeEvent[]) => {
      const kept = parseRow(JSON.parse(JSON.stringify(row(treeAfter(connected('a', null), debug), 'a'))))!;
      return row(treeAfter({ type: 'restored', rows: [kept], at: 5 }, ...events), 'a');
    };
    const lost: TreeEvent = { type: 'lost', id: 'a', at: 9 };
    assert.deepEqual([after(debugged('a', pause)).state, after(debugged('a', pause)).debug], ['started', null]);
    assert.equal(after(debugged('a', pause), lost).endReason, 'ended with its debug session');
    const attached = debugged('a', pause, { attached: true });
    assert.equal(after(attached, lost).endReason, 'ended while the window was closed');
    const gone: TreeEvent = { type: 'disconnected', id: 'a' };
    assert.equal(after(debugged('a', null), connected('a', null), gone, lost).endReason, 'connection lost');
  });
});
