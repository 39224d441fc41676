/** What processes wait for, in the view. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { patch, runningRow, sharedObject, snapshot, waitingRows, waitOf } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open({ width: 1000, height: 700 });
  await view.send(snapshot(waitingRows()));
  await view.said();
});
afterEach(() => view.close());

const wait = (id: string) => view.cell(id, 'waiting').locator('.what');
const place = (line: number) => {
  return { type: 'open', url: 'file:///home/anna/jobs/consumers.ts', line, column: 5 };
};

test('a row says what it waits for, how many things more, and since when', async () => {
  assert.equal(await wait('p2').textContent(), 'JoinableQueue.get tasks');
  assert.equal(await wait('p4').textContent(), 'Lock.acquire printer +1');
  assert.equal(await view.cell('p3', 'waiting').textContent(), '');
  assert.match((await view.cell('p2', 'waiting').textContent()) ?? '', /tasks1\d s$/u);
  assert.match((await view.cell('r1', 'waiting').textContent()) ?? '', /tasks1 min \d+ s$/u);
  assert.equal(await view.row('p2').getAttribute('data-status'), 'waiting');
  assert.match(
    (await view.row('p2').getAttribute('aria-label')) ?? '',
    /^Consumer-1, waiting on JoinableQueue.get tasks,/u,
  );
  assert.equal(await view.page.locator('.counts').textContent(), '7 alive · 4 waiting · 2 ended · 1 failed');
  await view.send(patch(2, [runningRow('p2', 'r1', 'Consumer-1')]));
  assert.equal(await view.cell('p2', 'waiting').textContent(), '');
  assert.equal(await view.row('p2').getAttribute('data-status'), 'running');
});

test('the time goes on while something waits, and nothing is moved or written beside it', async () => {
  const shown = () => view.cell('p2', 'waiting').locator('.time').textContent();
  const box = () => wait('p2').boundingBox();
  const [before, at] = [await shown(), await box()];
  await view.page.waitForFunction(
    (was) => document.querySelector('[data-process-id="p2"] .time')?.textContent !== was,
    before,
  );
  assert.deepEqual(await box(), at);
  await view.send(
    patch(
      2,
      waitingRows().map((row) => Object.assign(row, { waiting: [] })),
    ),
  );
  const timers = await view.page.evaluate(async () => {
    const { setTimeout } = globalThis;
    let started = 0;
    globalThis.setTimeout = ((...args: Parameters<typeof setTimeout>) => (started++, setTimeout(...args))) as never;
    await new Promise((done) => setTimeout(done, 2500));
    return started;
  });
  assert.equal(timers, 0, 'no clock runs while nothing waits and no row is selected');
});

test('a click, Alt+Enter and Enter on the cell open the line where it waits', async () => {
  await wait('p2').click();
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'p2' }, place(24)]);
  await view.cell('p4', 'name').click();
  await view.said();
  await view.page.keyboard.press('Alt+Enter');
  assert.deepEqual(await view.said(), [place(21)]);
  for (let presses = 0; presses < 7; presses++) await view.page.keyboard.press('ArrowRight');
  assert.equal(await view.focus(), 'p4/waiting');
  await view.page.keyboard.press('Enter');
  assert.deepEqual(await view.said(), [place(21)]);
});

test('where it waits may not be known, or it may wait for nothing: the view says so', async () => {
  const status = view.page.getByRole('status');
  await view.send(
    patch(2, [runningRow('p2', 'r1', 'one', { waiting: [waitOf(1, 'Queue.get', 'x', { location: null })] })]),
  );
  await wait('p2').click();
  await view.page.keyboard.press('Alt+Enter');
  assert.equal(await status.textContent(), 'one: Where it waits is not known.');
  await view.cell('p3', 'name').click();
  await view.page.keyboard.press('Alt+Enter');
  assert.equal(await status.textContent(), 'Consumer-2: It waits for nothing.');
  assert.ok((await view.said()).every(({ type }) => type === 'selection'));
});

test('a filter finds what is waited for', async () => {
  await view.page.getByRole('searchbox').fill('printer');
  await view.painted();
  assert.deepEqual(await view.visibleIds(), ['r1', 'p3', 'p4']);
});

test('the details name all waits, with links to their places', async () => {
  await view.cell('p4', 'name').click();
  const waits = view.page.locator('.field', { has: view.page.getByRole('term').getByText('Waiting on') });
  const lines = await waits.locator('dd > div').allTextContents();
  assert.match(lines.join('; '), /^Lock.acquire printer since .+; Event.wait ready since .+$/u);
  await view.said();
  await waits.getByRole('link', { name: 'Lock.acquire printer' }).click();
  assert.deepEqual(await view.said(), [place(21)]);
});

test('the details of a root list the shared objects; names select their rows', async () => {
  await view.cell('r1', 'name').click();
  const table = view.page.getByRole('table', { name: 'Shared objects' });
  const rows = () =>
    table.getByRole('row').evaluateAll((all) =>
      all.map((row) =>
        [...row.children]
          .filter((cell) => cell.checkVisibility())
          .map(({ textContent }) => textContent)
          .join(' | '),
      ),
    );
  assert.deepEqual(await rows(), [
    'Kind | Name | Value | Unfinished | Holder | Waiting',
    'JoinableQueue | tasks | 3 / 10 | 4 |  | Consumer-1',
    'Lock | printer |  |  | Consumer-2 | helper and 7 more',
    'Event | ready | not set |  |  | one without a row',
    'Barrier | start | 1 / 3, broken |  |  | ',
  ]);
  assert.equal(await table.getByRole('link', { name: 'one without a row' }).count(), 0);
  const holder = table.getByRole('link', { name: 'Consumer-2' });
  await holder.focus();
  const [root] = waitingRows();
  assert.ok(root);
  const [queue, lock] = root.objects;
  assert.ok(queue && lock);
  const lostBy = { id: 'p9', name: 'Worker-9' };
  const users = [{ id: 'p4', name: 'helper' }];
  await view.send(
    patch(2, [
      {
        ...root,
        objects: [
          { ...queue, depth: 9 },
          lock,
          sharedObject('9', 'Semaphore', 'slots', { depth: 2, lostBy, users, moreUsers: 3 }),
        ],
      },
    ]),
  );
  assert.equal((await rows()).length, 4);
  assert.equal((await rows())[0], 'Kind | Name | Value | Unfinished | Holder | Waiting | Used by');
  assert.equal((await rows())[3], 'Semaphore | slots | 2 |  | lost by Worker-9 |  | helper and 3 more');
  assert.ok(await holder.evaluate((link) => link === document.activeElement), 'a link that stays keeps the focus');
  await holder.click();
  await view.painted();
  assert.equal(await view.row('p3').getAttribute('aria-selected'), 'true');
  assert.equal(await table.count(), 0, 'it has none itself');
});

test('a narrow row says it in its line', async () => {
  await view.page.setViewportSize({ width: 420, height: 700 });
  await view.painted();
  const text = await view.row('p2').evaluate((row) => (row as HTMLElement).innerText.replaceAll(/\s+/gu, ' '));
  assert.match(text, /Consumer-1 48002 daemon yes waiting JoinableQueue.get tasks ?1\d s/u);
});

test('in a narrow view the shared objects have the width that there is, and say what their numbers are', async () => {
  await view.page.setViewportSize({ width: 240, height: 700 });
  await view.cell('r1', 'name').click();
  const table = view.page.getByRole('table', { name: 'Shared objects' });
  assert.equal(await table.getByRole('columnheader').count(), 6);
  const body = view.page.locator('.details .body');
  assert.equal(await body.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), 0);
  const [, queue, , event] = await table.getByRole('row').all();
  assert.match((await titlesIn(queue)).join(), /Unfinished/u);
  assert.doesNotMatch((await titlesIn(event)).join(), /Unfinished|Holder/u);
});

/** What is drawn before the cells of a row. */
function titlesIn(row: Locator | undefined): Promise<string[]> {
  assert.ok(row);
  return row.getByRole('cell').evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::before').content));
}
