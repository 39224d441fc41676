import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announcement, eventOf } from '../../src/webview/announcer.ts';
import { detailFields } from '../../src/webview/detailFields.ts';
import { formatDuration, formatSeconds } from '../../src/webview/format.ts';
import { rowLabel, statusWords, targetText } from '../../src/webview/rowText.ts';
import { valueText } from '../../src/webview/objectTable.ts';
import { parseViewState } from '../../src/webview/viewState.ts';
import type { SharedObject } from '../../src/tree/processRow.ts';
import { endedRow, runningRow, sharedObject, waitOf } from './support/rows.ts';

const running = runningRow('7', null, 'worker 1');
const ended = endedRow('7', null, 'worker 1', 0);
const failed = endedRow('8', null, 'parser', 1, { error: { name: 'RangeError', message: 'bad row 17\nmore' } });
const terminated = endedRow('9', null, 'w', -15, { signal: 'SIGTERM', endReason: 'terminated from here' });

test('durations', () => {
  const said = [0, 420, 9_949, 9_950, 59_999, 60_000, 3_599_999, 3_600_000, 90_000_000, -5].map(formatDuration);
  assert.deepEqual(said, [
    '0.0 s',
    '0.4 s',
    '9.9 s',
    '9 s',
    '59 s',
    '1 min 0 s',
    '59 min 59 s',
    '1 h 0 min',
    '25 h 0 min',
    '0.0 s',
  ]);
});

test('a row in a sentence', () => {
  assert.equal(rowLabel(running), 'worker 1, started, PID 48007');
  assert.equal(rowLabel({ ...running, daemon: true, joining: true }), 'worker 1, started, PID 48007, daemon, joining…');
  assert.equal(rowLabel(failed), 'parser, failed, PID 48008, exit code 1, RangeError: bad row 17');
  assert.equal(rowLabel(terminated), 'w, PID 48009, exit code -15 SIGTERM, terminated from here');
});

test('a row that waits, in a sentence and in the details', () => {
  const waits = [waitOf(1, 'Queue.get', 'jobs'), waitOf(2, 'Lock.acquire', 'Lock', { location: null })];
  const row = { ...running, waiting: waits };
  assert.equal(rowLabel(row), 'worker 1, waiting on Queue.get jobs +1, PID 48007');
  const fields = detailFields({
    row: { ...row, objects: [sharedObject('1', 'Lock', 'lock')] },
    parent: undefined,
    output: null,
    now: Date.now(),
  });
  assert.deepEqual(
    fields.map(({ label }) => label),
    ['Status', 'Waiting on', 'Started', 'Running for', 'Shared objects', 'PID'],
  );
  assert.deepEqual(
    fields[1]?.lines?.map(({ text, location }) => [text, location?.line]),
    [
      ['Queue.get jobs', 21],
      ['Lock.acquire', undefined],
    ],
  );
});

test('the value of a shared object', () => {
  const value = (kind: string, more: Partial<SharedObject>) => valueText(sharedObject('1', kind, 'x', more));
  assert.equal(value('Queue', { depth: 0 }), '0');
  assert.equal(value('Queue', { depth: 3, limit: 10 }), '3 / 10');
  assert.deepEqual([value('Event', { flag: true }), value('Event', { flag: false })], ['set', 'not set']);
  assert.equal(value('Barrier', { depth: 1, limit: 3, flag: false }), '1 / 3');
  assert.equal(value('Barrier', { depth: 0, limit: 3, flag: true }), '0 / 3, broken');
  assert.equal(value('Lock', {}), '');
});

test('waiting times count in whole seconds', () => {
  assert.deepEqual([-5, 999, 1000, 59_999, 61_999].map(formatSeconds), ['0 s', '0 s', '1 s', '59 s', '1 min 1 s']);
});

test('a note that says the state’s word stands alone, and a failed command comes before all', () => {
  assert.deepEqual(statusWords(terminated), { word: '', note: 'terminated from here' });
  assert.deepEqual(statusWords({ ...failed, commandError: 'Join failed.' }), { word: 'failed', note: 'Join failed.' });
});

test('a target with its arguments', () => {
  const call = (target: string | null, args: string | null) => targetText({ ...running, target, args });
  assert.deepEqual(
    [call('f', "[ 1, 'a' ]"), call('f', '[]'), call('f', '(1,)'), call('f', null), call(null, '[]')],
    ["f(1, 'a')", 'f()', 'f(1,)', 'f', null],
  );
});

test('announcements name a few, and count many', () => {
  const endings = [failed, ended, terminated].map((after) => ({ before: { ...after, alive: true }, after }));
  assert.equal(announcement(endings.slice(0, 2)), 'parser failed, exit code 1. worker 1 ended, exit code 0');
  const start = { before: undefined, after: running };
  assert.equal(announcement([...endings, start, start]), 'Processes: 2 started, 2 ended, 1 failed');
  assert.equal(eventOf({ before: running, after: { ...running, name: 'other' } }), null);
  assert.equal(eventOf({ before: undefined, after: ended }), null);
});

test('details leave out what is not known', () => {
  const labels = (row: typeof running) =>
    detailFields({ row, parent: undefined, output: null, now: Date.now() }).map(({ label }) => label);
  assert.deepEqual(labels(running), ['Status', 'Started', 'Running for', 'PID']);
  assert.deepEqual(labels({ ...failed, cwd: '/x' }), [
    'Status',
    'How it ended',
    'Error',
    'Trace',
    'Started',
    'Ran for',
    'PID',
    'Working directory',
  ]);
  const [status] = detailFields({ row: terminated, parent: undefined, output: null, now: Date.now() });
  assert.equal(status?.value, 'terminated from here, exit code -15 SIGTERM');
});

test('a kept state that is wrong or of another version gets defaults', () => {
  const defaults = parseViewState(undefined);
  assert.deepEqual(defaults, {
    collapsed: [],
    opened: [],
    selected: null,
    selection: [],
    filter: '',
    follow: false,
    tab: 'tree',
    timeView: { type: 'program' },
    scrollTop: 0,
    detailsOpen: null,
    detailsHeight: null,
  });
  for (const kept of [
    null,
    'x',
    7,
    [],
    { tab: 'x', timeView: { type: 'range', from: 5, to: 1 } },
    {
      collapsed: 'a',
      opened: [1],
      selected: 1,
      selection: 'b',
      filter: {},
      scrollTop: 'x',
      detailsOpen: 1,
      detailsHeight: -1,
    },
  ]) {
    assert.deepEqual(parseViewState(kept), defaults);
  }
  const timeView = { type: 'follow', span: 5000 } as const;
  const seen = { tab: 'timeline', timeView, scrollTop: 44, detailsOpen: true, detailsHeight: 200 } as const;
  const state = {
    collapsed: ['a'],
    opened: ['g'],
    selected: 'b',
    selection: ['a', 'b'],
    filter: 'c',
    follow: true,
    ...seen,
  };
  assert.deepEqual(parseViewState(structuredClone(state)), state);
});
