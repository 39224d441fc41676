/** Like workers as one row, in the view. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { endedRow, patch, runningRow, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;
let revision: number;

const layout = (rollUp: number) => ({
  type: 'layout',
  layout: {
    shown: ['pid', 'daemon', 'alive', 'exitcode', 'status', 'waiting', 'cpu', 'memory'],
    widths: {},
    sort: null,
    rollUp,
  },
});
const worker = (number: number, task: string | null = null, more: Partial<ProcessRow> = {}) =>
  runningRow(`w${number}`, 'r1', `PoolWorker-${number}`, {
    daemon: true,
    work: { task },
    cpu: 10,
    memory: 20 * 1024 * 1024,
    ...more,
  });
const workers = [1, 2, 3, 4, 5, 6].map((number) => worker(number));
const rows = [runningRow('r1', null, 'primes.ts'), ...workers, runningRow('z9', 'r1', 'writer')];

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open({ width: 1100, height: 500 });
  await view.page.clock.install();
  revision = 1;
  await view.send(snapshot(rows), layout(5));
  await view.said();
});
afterEach(() => view.close());

const change = (...changed: ProcessRow[]) => view.send(patch(++revision, changed));
const group = () => view.page.locator('.row[data-group]');
const names = () => view.page.locator('.row .label').allTextContents();
const selected = () => view.page.locator('.row[aria-selected=true] .label').allTextContents();

test('workers that are alike are one row, with what they take together', async () => {
  assert.deepEqual(await names(), ['primes.ts', '6 × PoolWorker', 'writer']);
  const text = (column: string) => group().locator(`[data-column=${column}]`).textContent();
  assert.deepEqual([await text('status'), await text('pid')], ['idle', '']);
  assert.deepEqual([await text('cpu'), await text('memory')], ['60 %', '120 MB']);
  assert.equal(await group().getAttribute('aria-label'), 'PoolWorker, 6 processes, idle');
  const place = ['level', 'posinset', 'setsize', 'expanded'].map((name) => group().getAttribute(`aria-${name}`));
  assert.deepEqual(await Promise.all(place), ['2', '1', '2', 'false']);
});

test('it opens and closes by keys and by the twistie, and the focus goes back to it', async () => {
  await group().click();
  await view.page.keyboard.press('ArrowRight');
  await view.row('w3').waitFor();
  const place = ['level', 'posinset', 'setsize'].map((name) => view.row('w3').getAttribute(`aria-${name}`));
  assert.deepEqual(await Promise.all(place), ['3', '3', '6']);
  await view.page.keyboard.press('ArrowDown');
  await view.page.keyboard.press('ArrowLeft');
  assert.match(await view.focus(), /^group/);
  await view.row('w3').locator('.label').click();
  await group().locator('.twistie').click();
  await view.row('w3').waitFor({ state: 'detached' });
  assert.match(await view.focus(), /^group/);
});

test('a worker that is busy for a moment changes only what the row says', async () => {
  await change(worker(2, 'isPrime', { cpu: 95 }));
  assert.equal(await group().locator('[data-column=status]').textContent(), '5 idle, 1 runs isPrime');
  assert.equal(await group().locator('[data-column=cpu]').textContent(), '145 %');
  await view.page.clock.runFor(2000);
  await change(worker(2));
  await view.page.clock.runFor(5000);
  assert.deepEqual(await names(), ['primes.ts', '6 × PoolWorker', 'writer']);
});

test('one that is busy for long is seen, but not while the pointer is on the rows', async () => {
  await view.page.mouse.move(200, 150);
  await change(worker(2, 'isPrime'));
  await view.page.clock.runFor(6000);
  assert.deepEqual(await names(), ['primes.ts', '6 × PoolWorker', 'writer']);
  await view.page.mouse.move(200, 5);
  await view.page.clock.runFor(2000);
  await view.painted();
  assert.deepEqual(await names(), ['primes.ts', '5 × PoolWorker', 'PoolWorker-2', 'writer']);
});

test('one that fails is seen at once', async () => {
  await change(endedRow('w4', 'r1', 'PoolWorker-4', 1));
  assert.deepEqual(await names(), ['primes.ts', '5 × PoolWorker', 'PoolWorker-4', 'writer']);
});

test('what is done to the row is done to all that it stands for', async () => {
  await group().click();
  const others = ['w2', 'w3', 'w4', 'w5', 'w6'];
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'w1', others }]);
  await view.page.keyboard.press('Delete');
  assert.deepEqual(await view.said(), [{ type: 'command', command: 'terminate', id: 'w1', others }]);
  await group().getByRole('button', { name: 'Terminate 6 × PoolWorker' }).click();
  assert.deepEqual(await view.said(), [{ type: 'command', command: 'terminate', id: 'w1', others }]);
  const context = JSON.parse((await group().getAttribute('data-vscode-context')) ?? '') as Record<string, unknown>;
  assert.deepEqual([context['processIds'], context['processSeveral']], [['w1', ...others], true]);
  const details = view.page.locator('.details');
  assert.match((await details.textContent()) ?? '', /ProcessesPoolWorker-1, PoolWorker-2/);
});

test('a row that is selected or has the keyboard is not rolled up', async () => {
  await view.send(layout(0));
  assert.equal((await names()).length, 8);
  await view.row('w3').click();
  await view.send(layout(5));
  await view.painted();
  assert.deepEqual(await names(), ['primes.ts', '5 × PoolWorker', 'PoolWorker-3', 'writer']);
  assert.deepEqual(await selected(), ['PoolWorker-3']);
});

test('a row that is to be shown opens it; a filter finds each; the timeline has each', async () => {
  await view.send({ type: 'reveal', id: 'w5' });
  await view.row('w5').waitFor();
  assert.equal(await group().getAttribute('aria-expanded'), 'true');
  await group().locator('.twistie').click();
  await view.row('w5').waitFor({ state: 'detached' });
  await view.page.getByRole('searchbox').fill('PoolWorker-4');
  await view.row('w4').waitFor();
  assert.equal(await group().count(), 0);
  await view.page.getByRole('searchbox').fill('');
  await view.page.getByRole('tab', { name: 'Timeline' }).click();
  await view.page.locator('.life[data-process-id=w4]').waitFor();
});

/** Once the view has kept so many groups as open, and what is selected by that name. */
const kept = (open: number, start: string) =>
  view.page.waitForFunction(
    ([count, name]) => {
      const state = JSON.parse(sessionStorage.getItem('state') ?? '{}') as { opened?: string[]; selected?: string };
      return state.opened?.length === count && state.selected?.startsWith(name);
    },
    [open, start] as const,
  );

test('one that is open is open again after the view was hidden, and what is selected in it stays in it', async () => {
  await group().locator('.twistie').click();
  await view.row('w3').locator('.label').click();
  const seen = await names();
  assert.equal(seen.length, 9);
  await kept(1, 'w3');
  await view.page.reload();
  await view.send(snapshot(rows), layout(5));
  assert.deepEqual(await names(), seen);
  assert.deepEqual(await selected(), ['PoolWorker-3']);
  await group().locator('.label').click();
  await view.page.keyboard.press('ArrowLeft');
  await kept(0, 'group');
  await view.page.reload();
  await view.send(snapshot(rows), layout(5));
  assert.deepEqual(await names(), ['primes.ts', '6 × PoolWorker', 'writer']);
});

test('one that is selected is so again after the view was hidden, even when it is told late what is rolled up', async () => {
  await group().click();
  await kept(0, 'group');
  await view.page.reload();
  await view.send(snapshot(rows));
  await view.send(layout(5));
  assert.deepEqual(await selected(), ['6 × PoolWorker']);
});
