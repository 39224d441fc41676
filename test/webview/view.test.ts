import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { patch, runningRow, sampleRows, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open();
});
afterEach(() => view.close());

test('the view says once that it is ready, and shows nothing until it has been answered', async () => {
  assert.deepEqual(await view.said(), [{ type: 'ready' }]);
  assert.equal(await view.page.evaluate(() => (globalThis as unknown as { handed: number }).handed), 1);
  assert.equal(await view.page.getByRole('treegrid').count(), 0);
  assert.equal(await view.page.getByRole('button').count(), 0);
});

test('the grid has its roles, its names and each row its place', async () => {
  await view.send(snapshot(sampleRows()));
  const grid = view.page.getByRole('treegrid', { name: 'Processes', exact: true });
  const titles = await grid.getByRole('columnheader').allTextContents();
  assert.deepEqual(titles, ['Name', 'PID', 'Daemon', 'Alive', 'Exit code', 'Status', 'Waiting on', 'Actions']);
  assert.equal(await grid.getAttribute('aria-rowcount'), '12');
  const place = ['level', 'posinset', 'setsize', 'rowindex', 'expanded', 'selected'].map((name) => `aria-${name}`);
  const placeOf = (id: string) =>
    view.row(id).evaluate((row, names) => names.map((name) => row.getAttribute(name)), place);
  assert.deepEqual(await placeOf('r1'), ['1', '1', '2', '2', 'true', 'false']);
  assert.deepEqual(await placeOf('p4'), ['3', '1', '1', '5', null, 'false']);
  assert.deepEqual(await placeOf('p7'), ['2', '5', '7', '8', null, 'false']);
});

test('each cell says what its column is about, and no more', async () => {
  await view.send(snapshot(sampleRows()));
  const cells = async (id: string) => view.row(id).getByRole('gridcell').allTextContents();
  assert.deepEqual(await cells('p2'), ['Consumer-1', '48002', 'daemon', 'yes', '', 'started', '', '']);
  assert.deepEqual(await cells('p5'), ['loader', '48005', '', 'no', '0', 'joined', '', '']);
  assert.deepEqual(await cells('p6'), ['parser', '48006', '', 'no', '1', 'failedRangeError: bad row 17', '', '']);
  assert.deepEqual(await cells('p7'), ['worker 1', '48007', '', 'no', '-15 SIGTERM', 'terminated from here', '', '']);
  assert.deepEqual(await cells('p11'), ['not yet', '', '', 'no', '', 'not started', '', '']);
  assert.equal(await view.row('p7').getByRole('img', { name: 'terminated' }).count(), 1);
});

test('the last output of the selected row, as text, with what leads to all of it', async () => {
  await view.send(snapshot(sampleRows()));
  await view.row('p6').click();
  const details = view.page.getByRole('group', { name: 'Details of the selected process' });
  const at = Date.now();
  const lines = [
    { at, stream: 'note', text: '… 9 lines left out' },
    { at, stream: 'stdout', text: '<b>reading</b> data.csv' },
    { at, stream: 'stderr', text: 'bad row' },
  ];
  if (!(await details.isVisible())) await view.page.getByRole('button', { name: 'Details' }).click();
  await view.send({ type: 'output', id: 'p5', lines, more: 0 });
  assert.equal(await details.getByText('Last output').count(), 0, 'of another');
  await view.send({ type: 'output', id: 'p6', lines, more: 40 });
  const shown = await details.locator('.output .line').allTextContents();
  assert.equal(shown[0], '… 9 lines left out');
  assert.match(shown[1] ?? '', /^\d.*<b>reading<\/b> data\.csv$/);
  assert.equal(await details.locator('.output .stderr').count(), 1);
  await view.said();
  await details.getByRole('link', { name: 'Show Output (40 more lines)' }).click();
  assert.deepEqual(await view.said(), [{ type: 'command', command: 'showOutput', id: 'p6' }]);
  await view.row('p5').click();
  await details.getByText('Last output').waitFor({ state: 'detached' });
});

test('the host knows whether a row has the keyboard, for its key bindings', async () => {
  await view.send(snapshot(sampleRows()));
  const focused = async () => (await view.saidAll()).filter(({ type }) => type === 'focused');
  await focused();
  await view.page.getByRole('searchbox').focus();
  await focused();
  await view.row('p2').click();
  assert.deepEqual(await focused(), [{ type: 'focused', id: 'p2' }]);
  await view.page.keyboard.press('/');
  assert.deepEqual(await focused(), [{ type: 'focused', id: null }]);
});

test('a status may offer to kill a process', async () => {
  await view.send(snapshot(sampleRows()));
  const status = { severity: 'info', text: 'worker 2 has not ended.', kill: ['p8'] } as const;
  await view.send({ type: 'status', status });
  await view.said();
  await view.page.getByRole('button', { name: 'Kill', exact: true }).click();
  assert.deepEqual(await view.said(), [{ type: 'command', command: 'kill', id: 'p8' }]);
  assert.equal(await view.page.getByRole('status').textContent(), '');
  await view.send({ type: 'status', status: { severity: 'info', text: 'no offer' } });
  assert.equal(await view.page.getByRole('button', { name: 'Kill', exact: true }).count(), 0);
});

test('what a screen reader gets of a row', async () => {
  await view.send(snapshot(sampleRows().slice(0, 2)));
  // The icons' letters are in a private area of Unicode, which says nothing.
  const said = (await view.row('p2').ariaSnapshot()).replaceAll(/: [\uE000-\uF8FF]/g, '');
  assert.equal(
    said,
    `- row "Consumer-1, started, PID 48002, daemon" [level=2]:
  - gridcell "started Consumer-1":
    - img "started"
    - text: Consumer-1
  - gridcell "48002"
  - gridcell "daemon"
  - gridcell "yes"
  - gridcell
  - gridcell "started"
  - gridcell
  - gridcell "Terminate Consumer-1 Join Consumer-1":
    - button "Terminate Consumer-1"
    - button "Join Consumer-1"`,
  );
});

test('the buttons ask the host; what cannot be done says why instead', async () => {
  await view.send(snapshot(sampleRows()));
  await view.said();
  const button = (name: string) => view.page.getByRole('button', { name, exact: true });
  await button('Terminate Consumer-1').click();
  await button('Join Consumer-1').click();
  await button('Joining Consumer-2, press again to stop waiting').click();
  const asked = [
    { type: 'command', command: 'terminate', id: 'p2' },
    { type: 'command', command: 'join', id: 'p2' },
    { type: 'command', command: 'cancelJoin', id: 'p3' },
  ];
  assert.deepEqual(await view.said(), asked);
  const blocked = button('Terminate loader');
  assert.equal(await blocked.getAttribute('aria-disabled'), 'true');
  assert.equal(await blocked.getAttribute('title'), 'Already ended with exit code 0.');
  await blocked.click({ force: true });
  assert.deepEqual(await view.said(), []);
  assert.equal(await view.page.getByRole('status').textContent(), 'loader: Already ended with exit code 0.');
});

test('a failed command is told in its row and below the grid, until it is over or dismissed', async () => {
  await view.send(snapshot(sampleRows()));
  const text = 'worker 3: Terminate failed: not permitted (EPERM).';
  assert.equal(await view.page.getByRole('status').textContent(), text);
  assert.match((await view.cell('p9', 'status').textContent()) ?? '', /Terminate failed/);
  await view.send(patch(2, [runningRow('p9', 'r1', 'worker 3')]));
  assert.equal(await view.page.getByRole('status').textContent(), '');
  await view.send({ type: 'status', status: { severity: 'error', text: 'The monitor could not listen.' } });
  assert.equal(await view.page.getByRole('status').textContent(), 'The monitor could not listen.');
  await view.page.getByRole('button', { name: 'Dismiss message' }).click();
  assert.equal(await view.page.getByRole('status').textContent(), '');
});

test('a click selects, a double click opens, a right click selects before the menu', async () => {
  await view.send(snapshot(sampleRows()));
  await view.said();
  await view.cell('p2', 'pid').click();
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'p2' }]);
  assert.equal(await view.row('p2').getAttribute('aria-selected'), 'true');
  assert.equal(await view.focus(), 'p2', 'the row has the focus, not the cell');
  await view.cell('p6', 'name').click({ button: 'right' });
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'p6' }]);
  await view.cell('p2', 'name').dblclick();
  assert.deepEqual(await view.said(), [
    { type: 'selection', id: 'p2' },
    { type: 'command', command: 'openLocation', id: 'p2' },
  ]);
});

test('the context menu is told what can be done', async () => {
  await view.send(snapshot(sampleRows()));
  const context = async (id: string): Promise<object> =>
    JSON.parse((await view.row(id).getAttribute('data-vscode-context')) ?? '') as object;
  const common = { webviewSection: 'process', preventDefaultContextMenuItems: true };
  assert.partialDeepStrictEqual(await context('p3'), {
    ...common,
    processId: 'p3',
    processAlive: true,
    processOrphan: false,
    processCanTerminate: true,
    processCanJoin: false,
    processJoining: true,
    processParent: true,
  });
  assert.partialDeepStrictEqual(await context('p5'), {
    ...common,
    processId: 'p5',
    processAlive: false,
    processOrphan: false,
    processCanTerminate: false,
    processCanJoin: false,
    processJoining: false,
    processParent: false,
  });
});

test('names, arguments and errors are text, whatever is in them', async () => {
  const name = '<img src=x onerror="window.hacked=1"> & "x"';
  await view.send(snapshot([runningRow('a', null, name, { target: name, args: name, commandError: name, cwd: name })]));
  await view.row('a').click();
  assert.equal(await view.cell('a', 'name').textContent(), name);
  assert.equal(await view.page.locator('img:not([role])').count(), 0);
  assert.equal(await view.page.evaluate(() => 'hacked' in globalThis), false);
});

test('the filter keeps what matches and its ancestors, and is left by Escape', async () => {
  await view.send(snapshot(sampleRows()));
  const filter = view.page.getByRole('searchbox', { name: 'Filter processes' });
  await filter.fill('HELP');
  await view.painted();
  assert.deepEqual(await view.visibleIds(), ['r1', 'p3', 'p4']);
  assert.equal(await view.page.getByRole('treegrid').getAttribute('aria-rowcount'), '4');
  await filter.press('ArrowDown');
  assert.equal(await view.focus(), 'r1');
  await view.page.keyboard.press('/');
  await filter.fill('nothing like it');
  await view.painted();
  assert.equal(await view.page.getByText('No process matches the filter.').isVisible(), true);
  assert.equal(await view.page.getByRole('treegrid').isVisible(), false);
  await filter.press('Escape');
  await view.painted();
  assert.equal(await filter.inputValue(), '');
  assert.equal((await view.visibleIds()).length, 11);
});

test('the header counts', async () => {
  await view.send(snapshot(sampleRows()));
  assert.equal(await view.page.getByText('7 alive · 2 ended · 1 failed').count(), 1);
});

test('the details tell all of the selected row, and their frames lead to the source', async () => {
  await view.send(snapshot(sampleRows()));
  await view.cell('p6', 'name').click();
  const details = view.page.getByRole('region', { name: 'Details' });
  assert.equal(await details.getByRole('term').first().textContent(), 'Status');
  await view.said();
  await details.getByRole('link', { name: 'parser%20two.ts' }).click();
  await details.getByRole('link', { name: '/home/anna/jobs/parser.ts:41:11' }).click();
  assert.deepEqual(await view.said(), [
    { type: 'open', url: 'file:///home/anna/jobs/parser%20two.ts', line: 12, column: 3 },
    { type: 'open', url: 'file:///home/anna/jobs/parser.ts', line: 41, column: 11 },
  ]);
  await details.getByRole('link', { name: 'consumers.ts (48001)' }).click();
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'r1' }]);
  await details.getByRole('button', { name: /Details/ }).click();
  assert.equal(await details.getByRole('term').count(), 0);
});

test('the details are resized by keyboard and pointer, within the view', async () => {
  await view.send(snapshot(sampleRows()));
  const sash = view.page.getByRole('separator', { name: 'Resize details' });
  const height = async () => (await view.page.locator('.body').boundingBox())?.height ?? 0;
  const start = await height();
  await sash.press('ArrowUp');
  assert.equal(await height(), start + 22);
  const { x, y } = (await sash.boundingBox()) ?? { x: 0, y: 0 };
  await view.page.mouse.move(x + 50, y + 2);
  await view.page.mouse.down();
  await view.page.mouse.move(x + 50, y + 42, { steps: 3 });
  await view.page.mouse.up();
  assert.equal(await height(), start - 18);
  await sash.press('End');
  assert.ok((await height()) < 400);
});

test('the details have their share of a high view, until the user has chosen a height', async () => {
  await view.send(snapshot(sampleRows()));
  const height = async () => (await view.page.locator('.body').boundingBox())?.height ?? 0;
  const heights: number[] = [];
  for (const room of [900, 500]) {
    await view.page.setViewportSize({ width: 1000, height: room });
    await view.painted();
    heights.push(await height());
  }
  assert.deepEqual(heights, [360, 200]);
  await view.page.getByRole('separator', { name: 'Resize details' }).press('ArrowUp');
  await view.page.setViewportSize({ width: 1000, height: 900 });
  await view.painted();
  assert.equal(await height(), 222);
});

test('the empty view offers a beginning, or says what is in the way', async () => {
  await view.send(snapshot([]), { type: 'environment', runBlocked: null, currentFile: 'jobs.ts' });
  await view.said();
  const run = view.page.getByRole('button', { name: 'Run Current File' });
  assert.equal(await run.getAttribute('title'), 'Run jobs.ts');
  await run.click();
  await view.page.getByRole('button', { name: 'Open an Example' }).click();
  assert.deepEqual(await view.said(), [{ type: 'runCurrentFile' }, { type: 'openExample' }]);
  await view.send({ type: 'environment', runBlocked: 'No Node was found.', currentFile: null });
  assert.equal(await view.page.getByText('No Node was found.').isVisible(), true);
  assert.equal(await view.page.getByRole('button').count(), 0);
});

test('in Restricted Mode the empty view leads to the trust of the workspace', async () => {
  await view.send(snapshot([]), {
    type: 'environment',
    runBlocked: 'Not trusted.',
    remedy: 'manageTrust',
    currentFile: null,
  });
  await view.said();
  assert.equal(await view.page.getByText('Not trusted.').isVisible(), true);
  const button = view.page.getByRole('button');
  assert.deepEqual(await button.allTextContents(), ['Manage Workspace Trust']);
  await button.click();
  assert.deepEqual(await view.said(), [{ type: 'manageTrust' }]);
  await view.send({ type: 'environment', runBlocked: null, remedy: null, currentFile: null });
  assert.equal(await view.page.getByRole('button', { name: 'Manage Workspace Trust' }).count(), 0);
});

test('with a wrong Node the empty view leads to the setting', async () => {
  const environment = { type: 'environment', runBlocked: 'No Node.', remedy: 'openNodePath', currentFile: null };
  await view.send(snapshot([]), environment);
  await view.said();
  await view.page.getByRole('button', { name: 'Open Setting' }).click();
  assert.deepEqual(await view.said(), [{ type: 'openNodePath' }]);
});
