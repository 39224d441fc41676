/** What is said of rows: status, exit, counts, copies, and which of them are seen. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandLine } from '../../src/tree/commandLine.ts';
import { copyMarkdown, copyText } from '../../src/tree/copyText.ts';
import { exitText } from '../../src/tree/exitText.ts';
import { parseRow, parseRows } from '../../src/tree/parseRows.ts';
import { initialRow, type ProcessRow, type SharedObject } from '../../src/tree/processRow.ts';
import { counts, rowSummary, statusOf } from '../../src/tree/status.ts';
import { waitText } from '../../src/tree/waitText.ts';
import { visibleRows } from '../../src/tree/visibleRows.ts';

function rowOf(id: string, parentId: string | null, more: Partial<ProcessRow> = {}): ProcessRow {
  return { ...initialRow(id, parentId, id), pid: 7, alive: true, state: 'started', ...more };
}

const gone = { alive: false, state: 'ended' } as const;
const rows = [
  rowOf('main', null, { name: 'main.ts', pid: 1 }),
  rowOf('a', 'main', { daemon: true, target: 'consume' }),
  rowOf('a1', 'a', { ...gone, exitcode: -15, signal: 'SIGTERM', endReason: 'terminated from here' }),
  rowOf('b', 'main', { ...gone, exitcode: 1, error: { name: 'RangeError', message: 'bad *row* 17\nmore' } }),
  rowOf('c', 'main', { ...gone, state: 'joined', exitcode: 0 }),
  rowOf('other', null, { alive: false, state: 'initial', pid: null }),
];

test('exit codes', () => {
  const textOf = (exitcode: number | null, signal: string | null = null) => exitText({ exitcode, signal });
  assert.deepEqual([textOf(null), textOf(0), textOf(1), textOf(-15, 'SIGTERM')], ['', '0', '1', '-15 SIGTERM']);
});

test('status', () => {
  assert.deepEqual(
    rows.map((row) => `${statusOf(row).kind}: ${statusOf(row).text}`),
    [
      'running: started',
      'running: started',
      'terminated: terminated',
      'failed: failed',
      'ok: joined',
      'initial: not started',
    ],
  );
  const kindOf = (more: Partial<ProcessRow>) => statusOf(rowOf('x', null, { ...gone, ...more })).kind;
  assert.equal(kindOf({ exitcode: 0 }), 'ok');
  assert.equal(kindOf({ exitcode: -9, signal: 'SIGKILL' }), 'failed');
  assert.equal(kindOf({ exitcode: -2, signal: 'SIGINT' }), 'terminated');
  assert.equal(kindOf({ endReason: 'connection lost' }), 'lost');
  assert.equal(kindOf({ endReason: 'ended with the window' }), 'terminated');
  assert.equal(statusOf(rowOf('x', null, { state: 'stopping' })).kind, 'stopping');
});

test('counts and summaries', () => {
  assert.deepEqual(counts(rows), { alive: 2, waiting: 0, paused: 0, ended: 2, failed: 1 });
  assert.deepEqual(rows.map(rowSummary), [
    '1 · started',
    '7 · daemon · started',
    '7 · terminated · -15 SIGTERM',
    '7 · failed · 1',
    '7 · joined · 0',
    'not started',
  ]);
});

test('what is waited for', () => {
  const wait = (number: number, operation: string, object: string) => {
    return { wait: number, operation, object, at: 1, location: null };
  };
  const one = rowOf('x', null, { waiting: [wait(1, 'Queue.get', 'jobs')] });
  const two = rowOf('y', null, { waiting: [wait(1, 'Lock.acquire', 'Lock'), wait(3, 'Process.join', 'a\tb')] });
  assert.deepEqual(
    [waitText(rowOf('z', null)), waitText(one), waitText(two)],
    ['', 'Queue.get jobs', 'Lock.acquire +1'],
  );
  assert.deepEqual(statusOf(one), { kind: 'waiting', text: 'waiting' });
  assert.equal(statusOf({ ...one, state: 'stopping' }).kind, 'stopping');
  assert.deepEqual(counts([one, two, ...rows]), { alive: 4, waiting: 2, paused: 0, ended: 2, failed: 1 });
  assert.equal(rowSummary(one), '7 · waiting Queue.get jobs');
  assert.equal(copyText(one), 'x\t7\t\twaiting\t\tQueue.get jobs');
  assert.equal(copyMarkdown([two]), '- **y** (pid 7) waiting on Lock.acquire, Process.join a\tb\n');
  const found = visibleRows([one, two], { collapsed: new Set(), filter: 'join' });
  assert.deepEqual(
    found.map(({ row }) => row.id),
    ['y'],
  );
});

test('waits and objects from storage: what is none is left out', () => {
  const wait = { wait: 1, operation: 'Queue.get', object: 'jobs', at: 1, location: null };
  const object: SharedObject = {
    id: '1',
    kind: 'Lock',
    name: 'lock',
    depth: null,
    limit: null,
    unfinished: null,
    flag: true,
    holder: { id: 'a', name: 'a' },
    waiters: [{ id: 'b', name: 'b' }],
    moreWaiters: 1,
  };
  const row = { ...initialRow('x', null, 'y'), waiting: [wait], objects: [object] };
  assert.deepEqual(parseRow(row), row);
  const spoiled = parseRow({
    ...row,
    waiting: [null, 1, { ...wait, operation: 1 }, { ...wait, location: 'here' }],
    objects: [[], { ...object, name: null }, { ...object, depth: 'x', holder: 1, waiters: [1, { id: 'b' }] }],
  });
  assert.deepEqual(spoiled?.waiting, [wait]);
  assert.deepEqual(spoiled?.objects, [{ ...object, holder: null, waiters: [] }]);
  assert.deepEqual(parseRow({ ...row, waiting: {}, objects: 'all' }), initialRow('x', null, 'y'));
});

test('copies', () => {
  assert.equal(copyText(rows[1] as ProcessRow), 'a\t7\tdaemon\tstarted\t');
  assert.equal(copyText(rowOf('x', null, { name: 'tab\there\n' })), 'tab here \t7\t\tstarted\t');
  assert.equal(
    copyMarkdown(rows),
    [
      '- **main.ts** (pid 1) started',
      '  - **a** (pid 7, daemon) started',
      '    - **a1** (pid 7) terminated, -15 SIGTERM, terminated from here',
      '  - **b** (pid 7) failed, 1, RangeError: bad \\*row\\* 17',
      '  - **c** (pid 7) joined, 0',
      '- **other** not started',
      '',
    ].join('\n'),
  );
  assert.equal(copyMarkdown([rows[1], rows[2]] as ProcessRow[]).split('\n')[0], '- **a** (pid 7, daemon) started');
});

test('command lines can be pasted into a shell', () => {
  assert.equal(commandLine('/a b/c.ts', ['--x=1', "it's", '', '$HOME']), `'/a b/c.ts' --x=1 'it'\\''s' '' '$HOME'`);
});

describe('visible rows', () => {
  const seen = (collapsed: string[], filter = '') => {
    const visible = visibleRows(rows, { collapsed: new Set(collapsed), filter });
    return visible.map(
      ({ row, level, posinset, setsize, expanded }) => `${level} ${row.id} ${posinset}/${setsize} ${expanded}`,
    );
  };

  test('have levels and places among their siblings', () => {
    const all = [
      '1 main 1/2 true',
      '2 a 1/3 true',
      '3 a1 1/1 null',
      '2 b 2/3 null',
      '2 c 3/3 null',
      '1 other 2/2 null',
    ];
    assert.deepEqual(seen([]), all);
    assert.deepEqual(
      seen(['a', 'b', 'gone']),
      all.filter((line) => !line.includes('a1')).map((line) => line.replace('2 a 1/3 true', '2 a 1/3 false')),
    );
    assert.deepEqual(seen(['main']), ['1 main 1/2 false', '1 other 2/2 null']);
  });

  test('with a filter are what matches, in its place, though that is collapsed', () => {
    assert.deepEqual(seen(['main', 'a'], ' SIGterm '), ['1 main 1/1 true', '2 a 1/1 true', '3 a1 1/1 null']);
    assert.deepEqual(seen([], 'consume daemon'), ['1 main 1/1 true', '2 a 1/1 null']);
    assert.deepEqual(seen([], 'range 17'), ['1 main 1/1 true', '2 b 1/1 null']);
    assert.deepEqual(seen([], 'nothing like it'), []);
  });

  test('of a child without its parent are roots; a deep tree is no problem', () => {
    assert.equal(visibleRows([rowOf('x', 'gone')], { collapsed: new Set(), filter: '' })[0]?.level, 1);
    const deep = Array.from({ length: 20_000 }, (_, n) => rowOf(`n${n}`, n === 0 ? null : `n${n - 1}`));
    assert.equal(visibleRows(deep, { collapsed: new Set(), filter: '' }).at(-1)?.level, 20_000);
  });
});

test('rows from storage are checked, field by field', () => {
  assert.deepEqual(parseRows(JSON.parse(JSON.stringify(rows))), rows);
  const located = rowOf('x', null, { location: { url: 'file:///a.ts', line: 1, column: 2 } });
  assert.deepEqual(parseRow(structuredClone(located)), located);
  assert.deepEqual(parseRows([null, 7, {}, { id: 'x' }, { id: 1, name: 'x' }]), []);
  assert.deepEqual(parseRows('nonsense'), []);
  const odd = {
    id: 'x',
    name: 'y',
    pid: '7',
    state: 'flying',
    exitcode: {},
    error: { name: 1 },
    location: [],
    alive: 1,
    extra: 1,
  };
  assert.deepEqual(parseRow(odd), initialRow('x', null, 'y'));
});
