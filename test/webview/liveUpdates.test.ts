import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { endedRow, patch, runningRow, sampleRows, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewOptions, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
afterEach(() => view.close());

async function open(rows = sampleRows(), options: ViewOptions = {}) {
  view = await browser.open(options);
  await view.send(snapshot(rows));
}

const many = (count: number) => Array.from({ length: count }, (_, index) => runningRow(`n${index}`, null, `n${index}`));

test('a process that ends changes in place: focus, selection, hover and elements stay', async () => {
  await open();
  await view.cell('p2', 'name').click();
  await view.page.getByRole('button', { name: 'Join Consumer-1' }).focus();
  await view.cell('p2', 'pid').hover();
  const [row, cell] = [await view.row('p2').elementHandle(), await view.cell('p2', 'exitcode').elementHandle()];
  await view.send(patch(2, [endedRow('p2', 'r1', 'Consumer-1', 3, { daemon: true })]));
  assert.equal(await view.focus(), 'p2/join');
  assert.equal(await view.cell('p2', 'exitcode').textContent(), '3');
  assert.equal(await view.cell('p2', 'alive').textContent(), 'no');
  assert.equal(await view.row('p2').getAttribute('aria-selected'), 'true');
  assert.equal(await view.row('p2').evaluate((now, before) => now === before && now.matches(':hover'), row), true);
  assert.equal(await view.cell('p2', 'exitcode').evaluate((now, before) => now === before, cell), true);
});

test('a snapshot in between leaves elements and focus in place too', async () => {
  await open();
  await view.cell('p6', 'name').click();
  const row = await view.row('p6').elementHandle();
  await view.send(snapshot(structuredClone(sampleRows()), 9));
  assert.equal(await view.row('p6').evaluate((now, before) => now === before, row), true);
  assert.equal(await view.focus(), 'p6');
});

test('a patch writes only into what it changes', async () => {
  await open();
  await view.page.evaluate(() => {
    const written: string[] = [];
    Object.assign(globalThis, { written });
    new MutationObserver((records) => {
      for (const { target } of records) {
        const at = target instanceof Element ? target : target.parentElement;
        written.push(at?.closest('[data-process-id]')?.getAttribute('data-process-id') ?? at?.className ?? '');
      }
    }).observe(document.querySelector('.grid') as Element, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  await view.send(patch(2, [runningRow('p8', 'r1', 'renamed')]));
  const written = await view.page.evaluate(() => (globalThis as unknown as { written: string[] }).written);
  assert.deepEqual([...new Set(written)], ['p8']);
});

test('text selected in the details stays selected', async () => {
  await open();
  await view.cell('p6', 'name').click();
  const selected = await view.page.evaluate(() => {
    const value = [...document.querySelectorAll('dd')].find(
      ({ textContent }) => textContent === 'RangeError: bad row 17',
    );
    getSelection()?.selectAllChildren(value as Element);
    return String(getSelection());
  });
  assert.equal(selected, 'RangeError: bad row 17');
  const parser = sampleRows().find(({ id }) => id === 'p6');
  await view.send(patch(2, [{ ...(parser as ReturnType<typeof runningRow>), commandError: 'Join failed.' }]));
  assert.equal(await view.page.evaluate(() => String(getSelection())), selected);
  await view.page.locator('.row').first().focus();
  await view.said();
  await view.page.keyboard.press('Control+c');
  assert.deepEqual(await view.said(), [], 'copying the selected text is the browser’s');
});

test('rows that come above what is seen do not move it', async () => {
  const rows = many(200);
  await open(rows);
  const scroller = view.page.locator('.scroller');
  await scroller.evaluate((element) => (element.scrollTop = 1000));
  await view.painted();
  const top = async () => (await view.row('n50').boundingBox())?.y;
  const before = await top();
  const children = Array.from({ length: 7 }, (_, index) => runningRow(`c${index}`, 'n3', `c${index}`));
  await view.send(patch(2, children));
  assert.equal(await scroller.evaluate((element) => element.scrollTop), 1000 + 7 * 22);
  assert.equal(await top(), before);
  await view.send(patch(3, [], [...children.map(({ id }) => id), 'n0']));
  assert.equal(await top(), before);
});

test('only rows that are near are in the document, in the order of the tree', async () => {
  await open(many(10_000));
  assert.equal(await view.page.getByRole('treegrid').getAttribute('aria-rowcount'), '10001');
  await view.page.locator('.scroller').evaluate((element) => (element.scrollTop = 110_000));
  await view.painted();
  const ids = await view.visibleIds();
  assert.ok(ids.length < 70 && ids.includes('n5000') && ids.includes('n0'), ids.join());
  const numbers = ids.map((id) => Number(id.slice(1)));
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
  assert.equal(await view.row('n5000').getAttribute('aria-rowindex'), '5002');
});

test('a missed patch is answered with ready, once, and the snapshot that follows mends it', async () => {
  await open([runningRow('a', null, 'a')]);
  await view.said();
  await view.send(patch(3, [runningRow('c', null, 'c')]), patch(4, [runningRow('d', null, 'd')]));
  assert.deepEqual(await view.said(), [{ type: 'ready' }]);
  await view.send(
    snapshot(
      ['a', 'b', 'c', 'd'].map((id) => runningRow(id, null, id)),
      4,
    ),
  );
  assert.deepEqual(await view.visibleIds(), ['a', 'b', 'c', 'd']);
});

test('a page that is seen again asks for what it has missed', async () => {
  await open();
  await view.said();
  await view.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  assert.deepEqual(await view.said(), [{ type: 'ready' }]);
});

test('garbage does no harm', async () => {
  await open();
  await view.send(
    null,
    7,
    'x',
    {},
    { type: 'patch' },
    { type: 'snapshot', revision: 2, rows: [null, { id: 'x' }, ...sampleRows()] },
  );
  assert.equal((await view.visibleIds()).length, 11);
});

test('rows whose parents are each other do not hang the view', async () => {
  await open([
    runningRow('a', 'b', 'a'),
    runningRow('b', 'a', 'b'),
    runningRow('c', 'c', 'c'),
    runningRow('d', null, 'd'),
  ]);
  assert.ok((await view.visibleIds()).includes('d'));
  await view.send({ type: 'reveal', id: 'a' });
  await view.page.getByRole('searchbox').fill('a');
  await view.painted();
});

test('revealing selects, opens ancestors, lifts the filter, scrolls, and leaves the focus alone', async () => {
  const rows = [...many(100), runningRow('child', 'n90', 'child')];
  await open(rows);
  await view.send({ type: 'viewAction', action: 'collapseAll' });
  const filter = view.page.getByRole('searchbox');
  await filter.fill('n1');
  await view.said();
  await view.send({ type: 'reveal', id: 'child' });
  assert.ok(await view.row('child').isVisible());
  assert.equal(await view.row('child').getAttribute('aria-selected'), 'true');
  assert.equal(await filter.inputValue(), '');
  assert.equal(await view.focus(), 'Filter processes');
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'child' }]);
});

test('a row may be revealed before it comes', async () => {
  await open(many(100));
  await view.send({ type: 'reveal', id: 'late' });
  await view.send(patch(2, [runningRow('late', null, 'late')]));
  assert.ok(await view.row('late').isVisible());
  assert.equal(await view.row('late').getAttribute('aria-selected'), 'true');
});

test('a row may be revealed as the first thing that is shown', async () => {
  view = await browser.open({ height: 300 });
  await view.send({ type: 'reveal', id: 'n70' }, snapshot(many(100)));
  const [row, list] = [await view.row('n70').boundingBox(), await view.page.locator('.scroller').boundingBox()];
  assert.ok(row && list && row.y >= list.y && row.y + row.height <= list.y + list.height + 1);
});

test('a selected row that is cleared is not selected any more', async () => {
  await open();
  await view.cell('p5', 'name').click();
  await view.said();
  await view.send(patch(2, [], ['p5']));
  assert.deepEqual(await view.said(), [{ type: 'selection', id: null }]);
});

test('a reload keeps expansion, selection, filter, scroll position and details', async () => {
  await open([runningRow('root', null, 'root'), ...many(200), runningRow('under', 'root', 'under')]);
  await view.cell('root', 'name').click();
  await view.page.keyboard.press('ArrowLeft');
  await view.page.getByRole('button', { name: /Details/ }).click();
  await view.page.locator('.scroller').evaluate((element) => (element.scrollTop = 900));
  await view.page.getByRole('searchbox').fill('n');
  await view.page.getByRole('searchbox').fill('');
  await view.painted();
  await view.page.locator('.scroller').evaluate((element) => (element.scrollTop = 900));
  await view.painted();
  await view.page.reload();
  assert.deepEqual(await view.said(), [{ type: 'ready' }]);
  await view.send(snapshot([runningRow('root', null, 'root'), ...many(200), runningRow('under', 'root', 'under')], 5));
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'root' }]);
  assert.equal(await view.page.locator('.scroller').evaluate((element) => element.scrollTop), 900);
  assert.equal(await view.row('root').getAttribute('aria-expanded'), 'false');
  assert.equal(await view.page.getByRole('button', { name: /Details/ }).getAttribute('aria-expanded'), 'false');
});

test('a filter survives a reload', async () => {
  await open();
  await view.page.getByRole('searchbox').fill('loader');
  await view.page.reload();
  await view.send(snapshot(sampleRows()));
  assert.equal(await view.page.getByRole('searchbox').inputValue(), 'loader');
  assert.deepEqual(await view.visibleIds(), ['r1', 'p5']);
});

test('with a screen reader, starts and ends are announced politely and together', async () => {
  await open(sampleRows(), { classes: 'vscode-using-screen-reader' });
  const log = view.page.getByRole('log');
  assert.equal(await log.getAttribute('aria-live'), 'polite');
  assert.equal(await log.textContent(), '');
  await view.send(patch(2, [endedRow('p2', 'r1', 'Consumer-1', 0)]), patch(3, [runningRow('n1', 'r1', 'new one')]));
  await log.getByText('Consumer-1 ended, exit code 0. new one started').waitFor({ state: 'attached' });
});

test('without a screen reader nothing is announced', async () => {
  await open();
  await view.send(patch(2, [endedRow('p2', 'r1', 'Consumer-1', 0)]));
  await view.page.evaluate(() => document.body.classList.add('vscode-using-screen-reader'));
  await view.send(patch(3, [runningRow('n1', 'r1', 'new one')]));
  await view.page.getByRole('log').getByText('new one started', { exact: true }).waitFor({ state: 'attached' });
});
