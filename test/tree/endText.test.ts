/** How a process ended, in words, and who wanted it to. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { endText } from '../../src/tree/endText.ts';
import { initialRow, type ProcessRow } from '../../src/tree/processRow.ts';
import { rowOf, type ProcessTree } from '../../src/tree/processTree.ts';
import { statusOf } from '../../src/tree/status.ts';
import { statusNote } from '../../src/tree/statusNote.ts';
import type { TreeEvent } from '../../src/tree/treeEvent.ts';
import { connected, ended, started, treeAfter } from './events.ts';

const endedRow = (more: Partial<ProcessRow>): ProcessRow => ({
  ...initialRow('a', null, 'a'),
  state: 'ended',
  runtime: 'node 24.21.0',
  ...more,
});
const textOf = (more: Partial<ProcessRow>) => endText(endedRow(more));
const signalled = (exitcode: number, signal: string) => textOf({ exitcode, signal });

describe('in words', () => {
  test('exit codes, with what Node.js and shells mean by them', () => {
    assert.equal(endText(endedRow({ state: 'started' })), null);
    assert.equal(textOf({ exitcode: 0 }), 'exit 0');
    assert.equal(textOf({ exitcode: 3 }), 'exit 3');
    assert.equal(textOf({ exitcode: 13 }), 'exit 13: an await at the top level that never settled');
    assert.equal(textOf({ exitcode: 13, runtime: 'python 3.13' }), 'exit 13');
    assert.equal(textOf({ exitcode: 137 }), 'exit 137: as after SIGKILL');
    assert.equal(textOf({}), null);
  });

  test('errors, with the first place in the user’s own files', () => {
    const stack = `RangeError: bad row 17
    at check (/home/ann/node_modules/lib/index.js:3:1)
    at parse (file:///home/ann/jobs/my%20work.ts:12:11)
    at main (/home/ann/jobs/main.ts:40:3)`;
    assert.equal(
      textOf({ exitcode: 1, error: { name: 'RangeError', message: 'bad row 17', stack } }),
      'exit 1: RangeError at my work.ts:12',
    );
    assert.equal(textOf({ exitcode: 1, error: { name: 'RangeError', message: 'x' } }), 'exit 1: RangeError');
  });

  test('signals that nobody asked for', () => {
    assert.equal(signalled(-9, 'SIGKILL'), 'killed by SIGKILL: perhaps out of memory');
    assert.equal(signalled(-6, 'SIGABRT'), 'aborted by SIGABRT: perhaps out of memory');
    assert.equal(signalled(-11, 'SIGSEGV'), 'crashed by SIGSEGV');
    assert.equal(signalled(-15, 'SIGTERM'), 'ended by SIGTERM from elsewhere');
    assert.equal(signalled(-2, 'SIGINT'), 'interrupted by SIGINT');
  });

  test('the note in the row leaves out what the exit code’s own column has', () => {
    assert.equal(statusNote(endedRow({ exitcode: 3 })), null);
    assert.equal(statusNote(endedRow({ exitcode: 134 })), 'as after SIGABRT');
    assert.equal(statusNote(endedRow({ exitcode: -9, signal: 'SIGKILL' })), 'killed by SIGKILL: perhaps out of memory');
  });
});

describe('who wanted it', () => {
  const family = treeAfter(connected('a', null), started('a.1', 'a'), connected('a.1', 'a'));
  const after = (...events: TreeEvent[]) => rowIn(events.reduce(applyEvent, family));
  const rowIn = (tree: ProcessTree) => rowOf(tree, 'a.1') as ProcessRow;
  const killed = { exitcode: -9, signal: 'SIGKILL' };

  test('this window, its parent, with the signal and the time', () => {
    const here = after({ type: 'commandSent', id: 'a.1', action: 'kill', at: 5 }, ended('a.1', killed));
    assert.deepEqual(here.stopRequest, { by: 'here', signal: 'SIGKILL', at: 5 });
    assert.equal(endText(here), 'killed from here');
    const parent = after({ type: 'stopping', id: 'a.1', signal: 'SIGKILL', at: 6 }, ended('a.1', killed));
    assert.deepEqual(parent.stopRequest, { by: 'parent', signal: 'SIGKILL', at: 6 });
    assert.equal(endText(parent), 'killed by its parent');
    assert.equal(after(ended('a.1', killed)).stopRequest, null);
  });

  test('a process that ends in its own way when it is asked to has not failed', () => {
    const asked = { type: 'commandSent', id: 'a.1', action: 'terminate', at: 5 } as const;
    const row = after(asked, ended('a.1', { exitcode: 3, at: 900 }));
    assert.deepEqual([endText(row), statusOf(row).kind], ['ended on request, exit 3', 'terminated']);
    const later = after(asked, ended('a.1', { exitcode: 3, at: 60_000 }));
    assert.deepEqual([endText(later), statusOf(later).kind], ['exit 3', 'failed']);
    const error = { name: 'Error', message: 'in the clean-up' };
    assert.equal(statusOf(after(asked, ended('a.1', { exitcode: 1, at: 6, error }))).kind, 'failed');
  });

  test('a heap that was full is no request, and a failure', () => {
    const full = { type: 'outOfMemory', id: 'a.1' } as const;
    const row = after(full, ended('a.1', { exitcode: -6, signal: 'SIGABRT' }));
    assert.deepEqual([endText(row), statusOf(row).kind], ["out of memory: V8's heap was full", 'failed']);
    assert.equal(endText(after(ended('a.1', { exitcode: 134 }), full)), "out of memory: V8's heap was full");
    assert.equal(endText(after(full, ended('a.1'))), 'exit 0');
  });
});
