/** How far pools are, and what their workers do, in the view. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { ProcessRow, RowJob } from '../../src/tree/processRow.ts';
import { patch, runningRow, snapshot, waitOf } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

const job = (more: Partial<RowJob> = {}): RowJob => {
  return { job: 1, operation: 'map', name: 'isPrime', done: 1_240, total: 10_000, at: Date.now() - 5_000, ...more };
};
const root = (...jobs: RowJob[]): ProcessRow => {
  return { ...runningRow('r1', null, 'primes.ts'), waiting: [waitOf(1, 'Pool.map', 'isPrime')], jobs };
};
const worker = (number: number, task: string | null): ProcessRow => {
  return { ...runningRow(`w${number}`, 'r1', `PoolWorker-${number}`), daemon: true, work: { task } };
};

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open({ width: 1000, height: 700 });
  await view.send(snapshot([root(job()), worker(1, 'isPrime'), worker(2, null)]));
  await view.said();
});
afterEach(() => view.close());

const text = (id: string, column: string) => view.cell(id, column).textContent();

test('a row says how far its pool is, and a worker whether it is idle', async () => {
  assert.match((await text('r1', 'waiting')) ?? '', /^map 1,240\/10,000/u);
  assert.deepEqual([await text('w1', 'status'), await text('w2', 'status')], ['runs isPrime', 'idle']);
  assert.match((await view.row('w2').getAttribute('aria-label')) ?? '', /^PoolWorker-2, idle,/u);
  await view.send(
    patch(2, [root(job({ done: 9_999 }), job({ job: 2, operation: 'imap', total: null })), worker(2, 'isPrime')]),
  );
  assert.match((await text('r1', 'waiting')) ?? '', /^map 9,999\/10,000 \+1/u);
  assert.equal(await text('w2', 'status'), 'runs isPrime');
});

test('the details name each job', async () => {
  await view.row('r1').click();
  await view.page.keyboard.press('Enter');
  const details = view.page.locator('.details');
  await details.getByText('In progress').waitFor();
  assert.match((await details.textContent()) ?? '', /In progressmap 1,240\/10,000 isPrime since /u);
});
