/** Random histories in random orders: the invariants of the tree. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { diff } from '../../src/tree/diff.ts';
import { flattenRows } from '../../src/tree/flattenRows.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { emptyTree, rowsOf, type ProcessTree } from '../../src/tree/processTree.ts';
import { agentEvent, type TreeEvent } from '../../src/tree/treeEvent.ts';
import { connected, ended, launched, started } from './events.ts';

/** Small, and the same on every machine (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What is said of one process in its life, ended by its parent's word. */
function historyOf(id: string, parentId: string): TreeEvent[] {
  return [
    started(id, parentId),
    connected(id, parentId),
    { type: 'stopping', id, signal: 'SIGTERM', at: 5 },
    { type: 'commandSent', id, action: 'terminate', at: 4 },
    agentEvent(id, ended(id, { exitcode: 1 })),
    { type: 'disconnected', id },
    ended(id, { exitcode: -15, signal: 'SIGTERM' }),
    { type: 'joined', id, at: 12 },
  ];
}

function shuffled<T>(items: readonly T[], random: (below: number) => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

function familyHistory(): TreeEvent[] {
  const children = ['a.1', 'a.2', 'a.1.1', 'a.1.2', 'a.2.1'];
  return [launched('a'), ...children.flatMap((id) => historyOf(id, id.slice(0, -2)))];
}

/** What differs by the order, and may. */
function outcome({ id, parentId, alive, state, exitcode, signal, pid, target }: ProcessRow) {
  return { id, parentId, alive, state, exitcode, signal, pid, target };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

test('in any order, with anything twice, a history has one outcome', () => {
  const events = familyHistory();
  const expected = rowsOf(events.reduce(applyEvent, emptyTree())).map(outcome).sort(byId);
  assert.equal(expected.length, 6);
  assert.equal(expected.filter(({ state }) => state === 'joined').length, 5);
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomNumbers(seed);
    const twice = shuffled([...events, ...events.filter(() => random(3) === 0)], random);
    const rows = rowsOf(twice.reduce(applyEvent, emptyTree()));
    assert.deepEqual(rows.map(outcome).sort(byId), expected, `seed ${seed}`);
  }
});

test('nothing that has ended comes to life, and nothing that was cleared comes back', () => {
  const gone = new Map<string, string>();
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomNumbers(seed);
    gone.clear();
    let tree = emptyTree();
    for (const event of shuffled(
      [...familyHistory(), ...familyHistory(), { type: 'cleared' }] as TreeEvent[],
      random,
    )) {
      const before = new Map(rowsOf(tree).map((row) => [row.id, row]));
      tree = applyEvent(tree, event);
      const after = new Map(rowsOf(tree).map((row) => [row.id, row]));
      for (const [id, { state }] of before)
        if (!after.has(id) || state === 'ended' || state === 'joined') gone.set(id, state);
      for (const id of gone.keys())
        assert.ok(!after.get(id)?.alive, `seed ${seed}: ${id} after ${JSON.stringify(event)}`);
    }
  }
});

test('the differences between two trees make the one from the other', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const random = randomNumbers(seed);
    let tree = emptyTree();
    let sent: ProcessTree = tree;
    let seen: ProcessRow[] = [];
    for (const event of shuffled(
      [...familyHistory(), ...familyHistory(), { type: 'cleared' }] as TreeEvent[],
      random,
    )) {
      tree = applyEvent(tree, event);
      if (random(3) > 0) continue;
      seen = patched(seen, diff(sent, tree));
      sent = tree;
      assert.deepEqual(flattenRows(seen), rowsOf(tree), `seed ${seed}`);
    }
  }
});

test('trees on different paths can be compared too', () => {
  const base = applyEvent(emptyTree(), launched('a'));
  const left = applyEvent(base, started('a.1', 'a'));
  const right = applyEvent(base, started('a.2', 'a'));
  const { changed, removed } = diff(left, right);
  assert.deepEqual([changed.map(({ id }) => id), removed], [['a.2'], ['a.1']]);
  assert.deepEqual(
    rowsOf(left).map(({ id }) => id),
    ['a', 'a.1'],
  );
  assert.deepEqual(
    rowsOf(base).map(({ id }) => id),
    ['a'],
  );
});

/** As the view does it: changed rows stay in their place, new ones come last. */
function patched(rows: readonly ProcessRow[], { changed, removed }: ReturnType<typeof diff>): ProcessRow[] {
  const map = new Map(rows.map((row) => [row.id, row]));
  for (const id of removed) map.delete(id);
  for (const row of changed) map.set(row.id, row);
  return [...map.values()];
}
