import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RowPause } from '../../src/tree/processRow.ts';
import type { Life } from '../../src/tree/life.ts';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { emptyTree } from '../../src/tree/processTree.ts';
import type { TreeEvent } from '../../src/tree/treeEvent.ts';
import { emptyHistory, record, type History } from '../../src/timeline/history.ts';
import { chunksOf, lifeUpdates } from '../../src/timeline/lifeUpdates.ts';
import { ended, launched, started } from '../tree/events.ts';

/** An event, and when it is heard of. */
type Heard = readonly [TreeEvent, number];

/** The histories after each event, the one before the first included. */
function histories(room: number | undefined, ...events: Heard[]): History[] {
  let tree = emptyTree();
  const all = [emptyHistory(room)];
  for (const [event, now] of events) {
    const next = applyEvent(tree, event);
    all.push(record(all.at(-1)!, event, tree, next, now));
    tree = next;
  }
  return all;
}

const historyOf = (...events: Heard[]) => histories(undefined, ...events).at(-1)!;
const lifeOf = (id: string, ...events: Heard[]): Life | undefined => historyOf(...events).lives.get(id);

const waiting = (id: string, wait: number, at: number, object = 'jobs'): TreeEvent => {
  return { type: 'waiting', id, wait, operation: 'Queue.get', object, at, location: null };
};
const resumed = (id: string, wait: number | null): TreeEvent => ({ type: 'resumed', id, wait });
const begin: Heard[] = [
  [launched('r'), 1],
  [started('p', 'r', { at: 2 }), 3],
];

test('a process that only runs has no history: its row tells all', () => {
  assert.equal(lifeOf('p', ...begin, [ended('p', { at: 9 }), 10]), undefined);
});

test('a wait lasts from when it began to when it was heard to be over', () => {
  const life = lifeOf('p', ...begin, [waiting('p', 1, 5), 55], [resumed('p', 1), 80])!;
  assert.deepEqual(life.open, []);
  assert.deepEqual(life.closed, [
    { kind: 'waiting', from: 5, to: 80, what: 'Queue.get jobs', location: null, merged: null },
  ]);
});

test('waits that overlap are kept apart', () => {
  const both: Heard[] = [
    [waiting('p', 1, 5), 55],
    [waiting('p', 2, 7, 'more'), 57],
  ];
  const life = lifeOf('p', ...begin, ...both, [resumed('p', 1), 60])!;
  assert.deepEqual(
    life.open.map(({ from, what }) => [from, what]),
    [[7, 'Queue.get more']],
  );
  const closed = lifeOf('p', ...begin, ...both, [resumed('p', null), 60])!.closed;
  assert.deepEqual(
    closed.map(({ from, to }) => [from, to]),
    [
      [5, 60],
      [7, 60],
    ],
  );
});

test('the end of a process ends what it was in, when it ended', () => {
  const life = lifeOf('p', ...begin, [waiting('p', 1, 5), 55], [ended('p', { at: 70 }), 99])!;
  assert.deepEqual(
    life.closed.map(({ from, to }) => [from, to]),
    [[5, 70]],
  );
  assert.deepEqual(life.open, []);
});

test('so does the loss of its connection, when it is heard of', () => {
  const life = lifeOf('p', ...begin, [waiting('p', 1, 5), 55], [{ type: 'disconnected', id: 'p' }, 66])!;
  assert.deepEqual(
    life.closed.map(({ to }) => to),
    [66],
  );
});

test('stopping lasts from the signal to the end', () => {
  const stopping: TreeEvent = { type: 'stopping', id: 'p', signal: 'SIGTERM', at: 19 };
  const life = lifeOf('p', ...begin, [stopping, 20], [ended('p', { at: 30 }), 31])!;
  assert.deepEqual(
    life.closed.map(({ kind, from, to }) => [kind, from, to]),
    [['stopping', 20, 30]],
  );
});

test('a pause by the debugger keeps its beginning when its place gets known', () => {
  const session = { session: 's', name: 'worker', attached: false, current: false };
  const pause = { reason: 'breakpoint', text: null, location: null };
  const place = { url: 'file:///home/ann/jobs/main.ts', line: 3, column: 1 };
  const debug = (paused: RowPause | null): TreeEvent => ({ type: 'debugged', id: 'p', debug: { ...session, paused } });
  const events: Heard[] = [...begin, [debug(pause), 20], [debug({ ...pause, location: place }), 25]];
  const span = { kind: 'paused', from: 20, what: 'breakpoint main.ts:3', location: place };
  assert.deepEqual(lifeOf('p', ...events)?.open, [{ key: 'paused', ...span }]);
  assert.deepEqual(lifeOf('p', ...events, [debug(null), 40])?.closed, [{ ...span, to: 40, merged: null }]);
});

test('commands that were asked for here are marked, each time', () => {
  const terminate = (at: number): TreeEvent => ({ type: 'commandSent', id: 'p', action: 'terminate', at });
  const life = lifeOf('p', ...begin, [terminate(20), 21], [terminate(25), 26], [{ type: 'joining', id: 'p' }, 30])!;
  assert.deepEqual(life.marks, [
    { at: 20, action: 'terminate' },
    { at: 25, action: 'terminate' },
    { at: 30, action: 'join' },
  ]);
  assert.equal(lifeOf('nobody', [{ type: 'commandSent', id: 'nobody', action: 'kill', at: 1 }, 1]), undefined);
});

test('what is cleared is forgotten', () => {
  const all: Heard[] = [
    ...begin,
    [waiting('p', 1, 5), 55],
    [ended('p', { at: 60 }), 61],
    [ended('r', { at: 70 }), 71],
    [{ type: 'cleared' }, 80],
  ];
  const history = historyOf(...all);
  assert.equal(history.lives.size, 0);
  assert.equal(history.spans, 0);
});

const waits = (id: string, count: number): Heard[] =>
  Array.from({ length: count }, (_, index): Heard[] => [
    [waiting(id, index, 100 * index + 100), 100 * index + 150],
    [resumed(id, index), 100 * index + 180],
  ]).flat();

test('of very many waits the oldest are merged, and nothing of their number and length is lost', () => {
  const life = lifeOf('p', ...begin, ...waits('p', 2000))!;
  assert.ok(life.closed.length <= 400, `${life.closed.length} are kept`);
  const sum = (pick: (span: Life['closed'][number]) => number) => life.closed.reduce((all, one) => all + pick(one), 0);
  assert.equal(
    sum(({ merged }) => merged?.count ?? 1),
    2000,
  );
  assert.equal(
    sum(({ merged, from, to }) => merged?.total ?? to - from),
    2000 * 80,
  );
  assert.equal(life.closed.at(-1)?.merged, null, 'the newest are as they were');
  assert.equal(life.closed[0]?.from, 100);
  const ends = life.closed.map(({ to }) => to);
  assert.deepEqual(
    ends,
    ends.toSorted((a, b) => a - b),
  );
});

test('in all there are not more than there is room for, as far as there is something to merge', () => {
  const ids = Array.from({ length: 20 }, (_, index) => `p${index}`);
  const events: Heard[] = [[launched('r'), 1], ...ids.map((id): Heard => [started(id, 'r'), 2])];
  const all = histories(300, ...events, ...ids.flatMap((id) => waits(id, 100)));
  assert.ok(all.every(({ spans }) => spans <= 301));
  const last = all.at(-1)!;
  const counted = Array.from(last.lives.entries(), ([, { closed }]) => closed.length).reduce((a, b) => a + b, 0);
  assert.equal(last.spans, counted);
});

test('an update holds what has come to a life, and no more', () => {
  const all = histories(undefined, ...begin, ...waits('p', 3), [started('q', 'r'), 1000]);
  const last = all.at(-1)!;
  const [first] = lifeUpdates(null, last);
  assert.deepEqual([first?.id, first?.kept, first?.closed.length], ['p', 0, 3]);
  const afterTwo = all[7]!; // the beginning, two introductions, two waits and their ends
  const [next, ...others] = lifeUpdates(afterTwo, last);
  assert.deepEqual([next?.kept, next?.closed.length, others.length], [2, 1, 0]);
  assert.deepEqual(lifeUpdates(last, last), []);
});

test('updates are cut where there are many', () => {
  const update = (id: string, count: number) => {
    const closed = Array.from({ length: count }, () => {
      return { kind: 'waiting', from: 1, to: 2, what: '', location: null, merged: null } as const;
    });
    return { id, kept: 0, closed, open: [], marks: [] };
  };
  const chunks = chunksOf([update('a', 60), update('b', 60), update('c', 10), update('d', 1)], 100);
  assert.deepEqual(
    chunks.map((chunk) => chunk.map(({ id }) => id)),
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  );
  assert.deepEqual(chunksOf([], 100), []);
});
