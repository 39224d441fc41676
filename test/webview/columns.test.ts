/** Which columns there are, how wide, and in which order siblings are. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { DEFAULT_COLUMNS, OPTIONAL_COLUMNS, parseColumns, parseSort, parseWidths } from '../../src/tree/gridLayout.ts';
import { columnLayout } from '../../src/webview/columnLayout.ts';
import { endedRow, patch, runningRow, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

describe('the layout', () => {
  const layout = (room: number, widths = {}, shown = DEFAULT_COLUMNS) => columnLayout({ shown, widths }, room);

  test('folds what has no room: the waits into the status, then both', () => {
    assert.deepEqual(
      [1000, 790, 590].map((room) => layout(room).folded),
      ['none', 'waiting', 'status'],
    );
    assert.equal(layout(1000).template.split(' ').length, 11);
    assert.equal(columnLayout({ shown: [], widths: {} }, 300).template, 'minmax(140px, 5fr) 56px');
  });

  test('leaves out optional columns before it folds, the least needed first', () => {
    assert.ok(layout(1400, {}, OPTIONAL_COLUMNS).shown.includes('line'));
    const some = layout(1000, {}, OPTIONAL_COLUMNS).shown;
    assert.deepEqual([some.includes('line'), some.includes('cpu')], [false, true]);
  });

  test('takes the user’s widths, and leaves something that grows', () => {
    assert.match(layout(1000, { pid: 99 }).template, / 99px /);
    assert.match(layout(1000, { name: 200, status: 100, waiting: 100 }).template, /^minmax\(200px, 1fr\) /);
  });

  test('reads what was kept, whatever it is', () => {
    assert.deepEqual(parseColumns(['cpu', 'pid', 'none', 7]), ['pid', 'cpu']);
    assert.deepEqual(parseColumns(undefined), DEFAULT_COLUMNS);
    assert.deepEqual(parseWidths({ pid: 90, name: 5, other: 50, cpu: 'x' }), { pid: 90 });
    assert.deepEqual(parseSort({ column: 'cpu', descending: true }), { column: 'cpu', descending: true });
    assert.equal(parseSort({ column: '__proto__' }), null);
  });
});

describe('in the view', () => {
  let browser: ViewBrowser;
  let view: ViewPage;
  before(async () => void (browser = await ViewBrowser.launch()));
  after(() => browser.close());
  beforeEach(async () => {
    view = await browser.open({ width: 1300 });
  });
  afterEach(() => view.close());

  const rows = [
    runningRow('r1', null, 'main.ts'),
    runningRow('p2', 'r1', 'worker 10', { cpu: 3, memory: 50 * 1024 * 1024 }),
    runningRow('p3', 'r1', 'worker 9', { cpu: 80, memory: 70 * 1024 * 1024 }),
    endedRow('p4', 'r1', 'worker 1', 0),
    runningRow('p5', 'p2', 'below', { cpu: 99 }),
  ];
  const layout = (more: object = {}) => ({
    type: 'layout',
    layout: { shown: [...DEFAULT_COLUMNS, 'cpu', 'memory', 'duration', 'line'], widths: {}, sort: null, ...more },
  });
  const titles = () => view.page.getByRole('columnheader').allTextContents();
  const header = (name: string) => view.page.getByRole('columnheader', { name });
  const sorts = async () => (await view.said()).flatMap((said) => (said.type === 'layout' ? [said.sort] : []));

  test('optional columns come and go, and the keyboard stays where it is', async () => {
    await view.send(snapshot(rows));
    await view.row('p3').click();
    await view.send(layout());
    assert.deepEqual((await titles()).slice(7, 11), ['Duration', 'CPU', 'Memory', 'Made at']);
    assert.equal(await view.cell('p3', 'cpu').textContent(), '80 %');
    assert.equal(await view.cell('p3', 'memory').textContent(), '70 MB');
    assert.match((await view.cell('p4', 'duration').textContent()) ?? '', /^3\.0 s$/);
    assert.equal(await view.focus(), 'p3');
    await view.send(layout({ shown: ['pid'] }));
    assert.deepEqual(await titles(), ['Name', 'PID', 'Actions']);
    assert.equal(await view.focus(), 'p3');
  });

  test('a click on a title sorts siblings: one way, the other, and no more', async () => {
    await view.send(layout(), snapshot(rows));
    await view.said();
    for (let n = 0; n < 3; n++) await header('CPU').click();
    assert.deepEqual(await sorts(), [{ column: 'cpu', descending: true }, { column: 'cpu', descending: false }, null]);
    await header('Name').click();
    await view.painted();
    assert.deepEqual(await view.visibleIds(), ['r1', 'p4', 'p3', 'p2', 'p5']);
    assert.equal(await header('Name').getAttribute('aria-sort'), 'ascending');
    assert.equal(await header('CPU').getAttribute('aria-sort'), 'none');
    await header('CPU').click();
    await view.painted();
    assert.deepEqual(await view.visibleIds(), ['r1', 'p3', 'p2', 'p5', 'p4'], 'what has none comes last');
  });

  test('rows that change come into order, but not under the pointer', async () => {
    await view.send(layout({ sort: { column: 'cpu', descending: true } }), snapshot(rows));
    await view.row('p2').hover();
    await view.send(patch(2, [runningRow('p2', 'r1', 'worker 10', { cpu: 100 })]));
    assert.deepEqual(await view.visibleIds(), ['r1', 'p3', 'p2', 'p5', 'p4']);
    await view.page.mouse.move(5, 5);
    await view.page.waitForFunction(
      () => document.querySelectorAll('[data-process-id]')[1]?.getAttribute('data-process-id') === 'p2',
    );
    assert.deepEqual(await view.visibleIds(), ['r1', 'p2', 'p5', 'p3', 'p4']);
  });

  test('the keyboard sorts and changes widths, and comes back to the rows', async () => {
    await view.send(layout(), snapshot(rows));
    await view.row('r1').click();
    await view.said();
    for (const key of ['ArrowUp', 'ArrowRight', 'Enter']) await view.page.keyboard.press(key);
    assert.deepEqual(await sorts(), [{ column: 'pid', descending: false }]);
    const before = (await header('PID').boundingBox())?.width ?? 0;
    await view.page.keyboard.press('Alt+ArrowRight');
    assert.equal((await header('PID').boundingBox())?.width, before + 8);
    await view.page.keyboard.press('ArrowDown');
    assert.equal(await view.focus(), 'r1');
  });

  test('the focus goes through the columns that are there, to the buttons', async () => {
    await view.send(layout({ shown: ['pid', 'cpu'] }), snapshot(rows));
    await view.row('p2').click();
    const visited: string[] = [];
    for (let n = 0; n < 5; n++) {
      await view.page.keyboard.press('ArrowRight');
      visited.push(await view.focus());
    }
    assert.deepEqual(visited, ['p2/name', 'p2/pid', 'p2/cpu', 'p2/terminate', 'p2/join']);
  });

  test('an edge is drawn, and a double click gives the column its own width again', async () => {
    await view.send(layout(), snapshot(rows));
    const box = (await header('PID').boundingBox()) ?? assert.fail('no header');
    await view.page.mouse.move(box.x + box.width - 2, box.y + 8);
    await view.page.mouse.down();
    await view.page.mouse.move(box.x + box.width + 38, box.y + 8);
    await view.page.mouse.up();
    assert.equal((await header('PID').boundingBox())?.width, box.width + 40);
    assert.ok(
      (await sorts()).every((sort) => sort === null),
      'it is no click on the title',
    );
    await header('PID').locator('.edge').dblclick();
    assert.equal((await header('PID').boundingBox())?.width, box.width);
  });
});
