/** Which siblings are shown as one row, and for how long. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupOf, groupRow } from '../../src/tree/groupRow.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { stemOf } from '../../src/tree/likeness.ts';
import { RollUp, SETTLED_MS, type RolledUp } from '../../src/tree/rollUp.ts';
import { visibleRows } from '../../src/tree/visibleRows.ts';
import { endedRow, runningRow, waitOf } from '../webview/support/rows.ts';

const root = runningRow('r', null, 'main.ts');
const worker = (number: number, task: string | null = null, more: Partial<ProcessRow> = {}) =>
  runningRow(`w${number}`, 'r', `PoolWorker-${number}`, { daemon: true, work: { task }, ...more });
const workers = (count: number) => [root, ...Array.from({ length: count }, (_, index) => worker(index + 1))];

/** A tree that is looked at again and again, by a clock of its own. */
class Watched {
  readonly #rollUp = new RollUp();
  #rows: ProcessRow[] = [];
  now = 1_000_000;

  constructor(rows: readonly ProcessRow[], since = 0) {
    for (const row of rows) this.#rollUp.note(row, since);
    this.#rows = [...rows];
  }

  /** @returns Whether one of the rows must be seen at once. */
  change(...rows: ProcessRow[]): boolean {
    const urgent = rows.map((row) => this.#rollUp.note(row, this.now));
    const ids = new Set(rows.map(({ id }) => id));
    this.#rows = [...this.#rows.filter(({ id }) => !ids.has(id)), ...rows];
    this.#rows.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    return urgent.includes(true);
  }

  get dueAt(): number | null {
    return this.#rollUp.dueAt;
  }

  after(ms: number, options: { least?: number; keep?: string[]; opened?: string[] } = {}): string[] {
    return texts(this.groupsAfter(ms, options));
  }

  groupsAfter(ms: number, { least = 5, keep = [] as string[], opened = [] as string[] } = {}): RolledUp[] {
    this.now += ms;
    const options = { least, keep: new Set(keep), opened: new Set(opened), now: this.now };
    return this.#rollUp.group(this.#rows, options);
  }

  prune(): string[] {
    return texts(this.#rollUp.prune(this.#rows, 5));
  }
}

const texts = (groups: readonly RolledUp[]) => groups.map(({ stem, members }) => `${stem}: ${members.join(' ')}`);
const six = ['PoolWorker: w1 w2 w3 w4 w5 w6'];

test('a stem is a name without the number at its end', () => {
  const stems = ['Worker-1', 'ForkPoolWorker-12', 'Process-1:3', 'job #7', 'node', '42', 'a1b2'].map(stemOf);
  assert.deepEqual(stems, ['Worker', 'ForkPoolWorker', 'Process', 'job', 'node', '42', 'a1b']);
});

test('so many as are asked for, that have been alike for a while, are one row', () => {
  assert.deepEqual(new Watched(workers(6)).after(0), six);
  assert.deepEqual(new Watched(workers(4)).after(0), []);
  assert.deepEqual(new Watched(workers(6)).after(0, { least: 0 }), []);
  const young = new Watched(workers(6), 1_000_000);
  assert.deepEqual(young.after(SETTLED_MS - 1), []);
  assert.equal(young.dueAt, 1_000_000 + SETTLED_MS);
  assert.deepEqual(young.after(1), six);
  assert.equal(young.dueAt, null, 'nothing more to decide');
});

test('alike are siblings with the same stem, target, state, wait and exit code', () => {
  const others = [
    worker(7, 'isPrime'),
    worker(8, null, { target: 'other' }),
    worker(9, null, { waiting: [waitOf(1, 'Queue.get', 'tasks')] }),
    runningRow('w10', 'r', 'Other-1', { daemon: true, work: { task: null } }),
    runningRow('x', null, 'other.ts'),
    runningRow('y', 'x', 'PoolWorker-1', { daemon: true, work: { task: null } }),
  ];
  assert.deepEqual(new Watched([...workers(6), ...others]).after(0), six);
  const ends = [1, 2, 3, 4, 5].map((number) => endedRow(`e${number}`, 'r', `Job-${number}`, 0));
  assert.deepEqual(new Watched([root, ...ends, endedRow('e6', 'r', 'Job-6', 1)]).after(0), ['Job: e1 e2 e3 e4 e5']);
});

test('what the user is at, what is amiss and what has children is not hidden', () => {
  const five = (row: ProcessRow) => new Watched([...workers(5), { ...row, id: 'w6' }]).after(0);
  const without = ['PoolWorker: w1 w2 w3 w4 w5'];
  assert.deepEqual(five(worker(6, null, { joining: true })), without);
  assert.deepEqual(five(worker(6, null, { commandError: 'Cannot' })), without);
  assert.deepEqual(five(worker(6, null, { state: 'paused' })), without);
  assert.deepEqual(five(worker(6, null, { state: 'stopping' })), without);
  assert.deepEqual(five(endedRow('w6', 'r', 'PoolWorker-6', 1)), without);
  assert.deepEqual(new Watched(workers(6)).after(0, { keep: ['w6'] }), without);
  assert.deepEqual(new Watched([...workers(6), runningRow('c', 'w6', 'child')]).after(0), without);
  const failing = Array.from({ length: 6 }, (_, index) => endedRow(`f${index}`, 'r', `Job-${index}`, 1));
  assert.deepEqual(new Watched([root, ...failing]).after(0), []);
});

test('a group has the same name in another view of the same rows; what the user is at joins it where it is open', () => {
  const busy = [7, 8, 9, 10, 11].map((number) => worker(number, 'isPrime'));
  const ids = (tree: Watched) => tree.groupsAfter(0).map(({ id }) => id);
  const [idle = '', other] = ids(new Watched([...workers(6), ...busy]));
  assert.notEqual(idle, other);
  assert.deepEqual(ids(new Watched([...workers(6), ...busy])), [idle, other]);
  assert.deepEqual(ids(new Watched([root, ...[1, 2, 3, 4, 5].map((number) => worker(number, 'isPrime'))])), [idle]);
  assert.deepEqual(new Watched(workers(6)).after(0, { keep: ['w3'], opened: [idle] }), six);
  const tree = new Watched(workers(6));
  assert.deepEqual(tree.after(0, { keep: ['w3'] }), ['PoolWorker: w1 w2 w4 w5 w6']);
  assert.deepEqual(tree.after(0, { keep: ['w3'], opened: [idle] }), six);
});

test('a worker that is busy for a moment stays; one that is busy for long leaves, and must be idle for longer', () => {
  const tree = new Watched(workers(7));
  tree.after(0);
  tree.change(worker(7, 'isPrime'));
  assert.equal(tree.after(SETTLED_MS - 1).length, 1);
  tree.change(worker(7));
  const all = tree.after(SETTLED_MS);
  assert.deepEqual(all, ['PoolWorker: w1 w2 w3 w4 w5 w6 w7']);
  tree.change(worker(7, 'isPrime'));
  assert.deepEqual(tree.after(SETTLED_MS), six);
  tree.change(worker(7));
  assert.deepEqual(tree.after(SETTLED_MS), six, 'not at once');
  assert.equal(tree.dueAt, tree.now + SETTLED_MS);
  assert.deepEqual(tree.after(SETTLED_MS), all);
});

test('however fast workers alternate, no row moves', () => {
  const tree = new Watched(workers(8));
  const before = tree.after(0);
  for (let step = 0; step < 200; step++) {
    const number = 1 + (step % 8);
    tree.change(worker(number, 'isPrime'));
    assert.deepEqual(tree.after(300), before, `step ${step}`);
    tree.change(worker(number));
    assert.deepEqual(tree.after(100), before, `step ${step}`);
  }
});

test('workers that alternate from the beginning are not rolled up', () => {
  const tree = new Watched(workers(8), 1_000_000);
  for (let step = 0; step < 100; step++) {
    tree.change(...Array.from({ length: 8 }, (_, index) => worker(index + 1, step % 2 ? null : 'isPrime')));
    assert.deepEqual(tree.after(1000), []);
  }
});

test('a group whose members change together changes with them', () => {
  const tree = new Watched(workers(6));
  tree.after(0);
  tree.change(...Array.from({ length: 6 }, (_, index) => worker(index + 1, 'isPrime')));
  for (let second = 0; second < 10; second++) assert.deepEqual(tree.after(1000), six);
  tree.change(...Array.from({ length: 6 }, (_, index) => endedRow(`w${index + 1}`, 'r', `PoolWorker-${index + 1}`, 0)));
  for (let second = 0; second < 10; second++) assert.deepEqual(tree.after(1000), six);
});

test('what fails is seen at once, and a group that shrinks lasts for a while', () => {
  const tree = new Watched(workers(5));
  tree.after(0);
  assert.equal(tree.change(endedRow('w2', 'r', 'PoolWorker-2', 1)), true);
  assert.equal(tree.change(worker(3, 'isPrime')), false);
  assert.deepEqual(tree.prune(), ['PoolWorker: w1 w3 w4 w5']);
  tree.change(worker(1, null, { state: 'paused' }), worker(3));
  assert.deepEqual(tree.after(0), ['PoolWorker: w3 w4 w5'], 'three of five are enough to stay');
  tree.change(worker(4, null, { joining: true }));
  assert.deepEqual(tree.after(0), []);
});

test('the row of a group says how most are, and what they take together', () => {
  const members = [
    worker(1, null, { cpu: 2, memory: 100, startedAt: 50, terminateBlocked: 'no' }),
    worker(2, 'isPrime', { cpu: 90.5, memory: 300, startedAt: 40 }),
    worker(3, null, { cpu: null, memory: 50, startedAt: 60 }),
  ];
  const rolled = { id: 'group 1', parentId: 'r', stem: 'PoolWorker', members: ['w1', 'w2', 'w3'] };
  const group = groupOf(rolled, members);
  assert.equal(group.status, '2 idle, 1 runs isPrime');
  const { name, pid, cpu, memory, startedAt, terminateBlocked, work } = groupRow(rolled, group);
  assert.deepEqual([name, pid, cpu, memory, startedAt], ['3 × PoolWorker', null, 92.5, 450, 40]);
  assert.deepEqual([terminateBlocked, work], [null, { task: null }]);
});

test('a group stands where its first row stood; open, its rows are below it', () => {
  const rows = [root, runningRow('a', 'r', 'first'), ...workers(6).slice(1), runningRow('z', 'r', 'last')];
  const groups = new RollUp();
  for (const row of rows) groups.note(row, 0);
  const rolled = groups.group(rows, { least: 5, keep: new Set(), opened: new Set(), now: 1e6 });
  const [group] = rolled;
  const seen = (opened: string[], filter = '') =>
    visibleRows(rows, { collapsed: new Set(), filter, groups: rolled, opened: new Set(opened) });
  const closed = seen([]).map(({ row, level, posinset, setsize, expanded }) => [
    row.name,
    level,
    posinset,
    setsize,
    expanded,
  ]);
  assert.deepEqual(closed, [
    ['main.ts', 1, 1, 1, true],
    ['first', 2, 1, 3, null],
    ['6 × PoolWorker', 2, 2, 3, false],
    ['last', 2, 3, 3, null],
  ]);
  const open = seen([group?.id ?? '']);
  assert.deepEqual(open.map(({ row, level }) => `${level} ${row.name}`).slice(2, 5), [
    '2 6 × PoolWorker',
    '3 PoolWorker-1',
    '3 PoolWorker-2',
  ]);
  assert.deepEqual([open[3]?.posinset, open[3]?.setsize, open[3]?.inGroup], [1, 6, group?.id]);
  assert.equal(seen([], 'poolworker-3').length, 2, 'a filter finds them one by one');
});
