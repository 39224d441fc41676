import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { lives, sampleTimeline } from './support/lives.ts';
import { endedRow, patch, runningRow, sampleRows, severalRows, snapshot, waitingRows, waitOf } from './support/rows.ts';
import { ViewBrowser, type Theme, type ViewOptions, type ViewPage } from './support/viewPage.ts';

const results = path.resolve(import.meta.dirname, '../../test-results');
const environment = { type: 'environment', runBlocked: null, currentFile: 'jobs.ts' };
const blocked = 'Scripts are not run in Restricted Mode. Trust this workspace to run them.';

let browser: ViewBrowser;
let axe: string;

before(async () => {
  await mkdir(results, { recursive: true });
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  browser = await ViewBrowser.launch();
});
after(() => browser.close());

interface Scene {
  readonly name: string;
  readonly options: ViewOptions;
  readonly arrange: (view: ViewPage) => Promise<void>;
}

const themes: Theme[] = ['dark', 'light', 'high-contrast'];
const wide = { width: 1000, height: 480 };

async function showRows(view: ViewPage): Promise<void> {
  await view.send(snapshot(sampleRows()));
  await view.cell('p6', 'name').click();
  await view.page.keyboard.press('ArrowDown');
  await view.row('p2').hover();
}

async function showWaits(view: ViewPage): Promise<void> {
  await view.send(snapshot(waitingRows()));
  await view.cell('r1', 'name').click();
  const table = view.page.getByRole('table');
  if (await table.isVisible()) await table.scrollIntoViewIfNeeded();
}

async function showTimeline(view: ViewPage): Promise<void> {
  const sample = sampleTimeline();
  await view.send(snapshot(sample.rows), lives(sample.lives));
  await view.page.getByRole('tab', { name: 'Timeline' }).click();
  await view.painted();
  await view.page.locator('.life[data-process-id=p3]').click({ position: { x: 40, y: 10 } });
  await view.page.locator('.life[data-process-id=p2]').hover();
}

/** Rows that stand for several, several that are selected, a paused one, an orphan and a pool. */
async function showSeveral(view: ViewPage): Promise<void> {
  await view.send(snapshot(severalRows()), layout);
  const first = view.page.locator('.row[data-group]').first();
  await first.locator('.twistie').click();
  await view.row('w2').locator('.label').click();
  await view
    .row('w4')
    .locator('.label')
    .click({ modifiers: ['Shift'] });
  await view
    .row('d20')
    .locator('.label')
    .click({ modifiers: ['ControlOrMeta'] });
  await view.page.locator('.header .tool').click();
}

async function showGroup(view: ViewPage): Promise<void> {
  await view.send(snapshot(severalRows()), layout);
  await view.page.locator('.row[data-group] .label').first().click();
  await view.row('r1').hover();
}

const layout = {
  type: 'layout',
  layout: {
    shown: ['pid', 'daemon', 'exitcode', 'status', 'waiting', 'cpu', 'memory'],
    widths: {},
    sort: null,
    rollUp: 5,
  },
};

const scenes: Scene[] = [
  ...[220, 320, 640, 1200].flatMap((width) =>
    themes.flatMap((theme) => [
      { name: `several-${width}-${theme}`, options: { theme, width, height: 520 }, arrange: showSeveral },
      { name: `group-${width}-${theme}`, options: { theme, width, height: 520 }, arrange: showGroup },
    ]),
  ),
  ...themes.map((theme) => ({ name: `timeline-${theme}`, options: { ...wide, theme }, arrange: showTimeline })),
  ...[250, 400, 560].map((width) => ({
    name: `timeline-${width}`,
    options: { width, height: 420 },
    arrange: showTimeline,
  })),
  ...themes.map((theme) => ({ name: `wide-${theme}`, options: { ...wide, theme }, arrange: showRows })),
  ...themes.map((theme) => ({
    name: `narrow-${theme}`,
    options: { theme, width: 300, height: 480 },
    arrange: showRows,
  })),
  ...[200, 300, 520, 640, 720, 1000].flatMap((width) =>
    themes.slice(0, width === 1000 ? 3 : 1).map((theme) => ({
      name: `waiting-${width}-${theme}`,
      options: { theme, width, height: 620 },
      arrange: showWaits,
    })),
  ),
  { name: 'narrowest', options: { width: 200, height: 400 }, arrange: showRows },
  ...themes.map((theme) => ({
    name: `side-bar-${theme}`,
    options: { theme, width: 168, height: 480 },
    arrange: showRows,
  })),
  { name: 'medium', options: { width: 520, height: 400 }, arrange: showRows },
  { name: 'panel', options: { width: 1280, height: 220 }, arrange: showRows },
  { name: 'zoom-200', options: { width: 640, height: 400 }, arrange: showRows },
  { name: 'zoom-400', options: { width: 320, height: 200 }, arrange: showRows },
  ...themes.map((theme) => ({
    name: `empty-${theme}`,
    options: { theme, width: 600, height: 200 },
    arrange: (view: ViewPage) => view.send(snapshot([]), environment),
  })),
  {
    name: 'blocked',
    options: { width: 300, height: 200 },
    arrange: (view) => view.send(snapshot([]), { ...environment, runBlocked: blocked }),
  },
  {
    name: 'no-match',
    options: { width: 600, height: 200 },
    arrange: async (view) => {
      await view.send(snapshot(sampleRows()));
      await view.page.getByRole('searchbox').fill('nothing like it');
    },
  },
];

for (const { name, options, arrange } of scenes) {
  test(`${name}: no accessibility rule is broken, nothing overflows`, async () => {
    const view = await browser.open(options);
    await arrange(view);
    await view.painted();
    await view.page.screenshot({ path: path.join(results, `webview-${name}.png`) });
    assert.deepEqual(await broken(view), []);
    const overflow = await view.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    const rows = await view.page
      .locator('.row, .life')
      .evaluateAll((all) => all.map((row) => row.scrollWidth - row.clientWidth));
    assert.deepEqual(
      rows.filter((excess) => excess > 0),
      [],
      'rows that are wider than the grid',
    );
    await view.close();
  });
}

test('forced colours leave focus and selection to be seen', async () => {
  const view = await browser.open(wide);
  await view.page.emulateMedia({ forcedColors: 'active' });
  await showRows(view);
  const outline = (id: string) => view.row(id).evaluate((row) => getComputedStyle(row).outlineStyle);
  assert.deepEqual([await outline('p6'), await outline('p7'), await outline('p3')], ['solid', 'solid', 'none']);
  await view.page.screenshot({ path: path.join(results, 'webview-forced-colors.png') });
  await view.close();
});

test('less motion stops the spinner, and nothing else depends on it', async () => {
  const spins = async (view: ViewPage) => {
    await view.send(snapshot(sampleRows()));
    return view
      .row('p3')
      .locator('.joining')
      .evaluate((button) => getComputedStyle(button, '::before').animationName);
  };
  const view = await browser.open();
  assert.equal(await spins(view), 'none');
  await view.page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.equal(await spins(view), 'turn');
  await view.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
  assert.equal(await spins(view), 'none');
  await view.close();
});

test('narrow rows are lines: name, status, pid and daemon, the exit code at the right, with the grid’s roles', async () => {
  const view = await browser.open({ width: 340, height: 500 });
  await view.send(snapshot(sampleRows()));
  const box = async (id: string, column: string) => (await view.cell(id, column).boundingBox()) ?? assert.fail(column);
  const [name, status] = [await box('p2', 'name'), await box('p2', 'status')];
  const [pid, daemon] = [await box('p2', 'pid'), await box('p2', 'daemon')];
  assert.ok(status.x < pid.x && pid.x < daemon.x && status.x - (name.x + name.width) < 12);
  const [short, long] = [await box('p5', 'exitcode'), await box('p7', 'exitcode')];
  assert.equal(short.x + short.width, long.x + long.width);
  assert.equal(await view.page.getByRole('columnheader', { name: 'Exit code' }).count(), 1);
  assert.equal(await view.row('p2').getByRole('gridcell').count(), 8);
  await view.page.setViewportSize({ width: 700, height: 500 });
  await view.painted();
  const title = (await view.page.getByRole('columnheader', { name: 'PID' }).boundingBox()) ?? assert.fail();
  const cell = await box('p2', 'pid');
  assert.deepEqual([cell.x, cell.width], [title.x, title.width], 'titles stand over their cells');
  await view.close();
});

test('what has no room in a narrow row goes wholly, and what tells most is there', async () => {
  const view = await browser.open({ width: 340, height: 500 });
  await view.send(snapshot(waitingRows()));
  const seen = (id: string, column: string) => view.cell(id, column).evaluate(isSeen);
  assert.deepEqual(
    [await seen('p2', 'waiting'), await seen('p2', 'status'), await seen('p2', 'pid')],
    [true, false, false],
  );
  assert.equal(await view.cell('p7', 'exitcode').evaluate((cell) => cell.scrollWidth > cell.clientWidth), false, 'cut');
  for (let width = 480; width >= 160; width -= 20) {
    await view.page.setViewportSize({ width, height: 500 });
    await view.painted();
    for (const part of ['.pid', '.daemon', '.word']) {
      const cut = await view.page.locator(`.row ${part}`).evaluateAll(cutInTheMiddle);
      assert.deepEqual(cut, [], `${part} at ${width} px`);
    }
  }
  await view.close();
});

/** Whether something of an element is to be seen. */
function isSeen(cell: Element): boolean {
  return cell.getBoundingClientRect().width > 1;
}

/** The texts of cells, or of parts of them, of which a part is seen in their first line, and a part is not. */
function cutInTheMiddle(cells: readonly Element[]): string[] {
  const isCut = (cell: Element) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const [text, box] = [range.getBoundingClientRect(), (cell.closest('.cell') ?? cell).getBoundingClientRect()];
    return text.width > 0 && text.top < box.bottom - 4 && text.right > box.right + 1;
  };
  return cells.filter(isCut).map(({ textContent }) => textContent);
}

test('how a process ended has the room of what it would wait for', async () => {
  const view = await browser.open(wide);
  const error = { name: 'RangeError', message: 'bad row 17 of data.csv' };
  await view.send(snapshot([runningRow('r1', null, 'main.ts'), endedRow('p2', 'r1', 'parser', 1, { error })]));
  const status = view.cell('p2', 'status');
  assert.match((await status.textContent()) ?? '', /bad row 17 of data.csv$/);
  assert.equal(await status.evaluate((cell) => cell.scrollWidth > cell.clientWidth), false, 'cut');
  await view.send(patch(2, [runningRow('r1', null, 'main.ts', { waiting: [waitOf(1, 'Queue.get', 'tasks')] })]));
  await view.cell('r1', 'waiting').focus();
  await view.page.keyboard.press('ArrowDown');
  assert.equal(await view.focus(), 'p2/status', 'the keyboard goes on there');
  await view.close();
});

test('in the smallest view nothing lies over something else, and failures are counted', async () => {
  const view = await browser.open({ width: 200, height: 260 });
  await view.send(
    snapshot(sampleRows()),
    { type: 'viewAction', action: 'togglePause' },
    { type: 'status', status: { severity: 'info', text: 'worker 3 has not ended within 5 s.', kill: ['p9'] } },
  );
  await view.send(patch(2, [runningRow('p9', 'r1', 'worker 3')]));
  const parts = view.page.locator('.header, .pause-banner, .grid, .details, .status-line');
  const boxes = await parts.evaluateAll((all) => all.map((part) => part.getBoundingClientRect()));
  boxes.reduce((above, below) => {
    assert.ok(below.top >= above.bottom - 1, `${below.top} is above ${above.bottom}`);
    return below;
  });
  assert.equal(await view.page.locator('.counts').textContent(), '7 alive · 2 ended · 1 failed');
  const failed = (await view.page.locator('.counts .failed').boundingBox()) ?? assert.fail();
  const counts = (await view.page.locator('.counts').boundingBox()) ?? assert.fail();
  assert.ok(failed.y < counts.y + counts.height / 2 && failed.x + failed.width <= 200, 'the failures are in sight');
  await view.close();
});

test('the narrowest side bar has names whole, and filter and follow in one line', async () => {
  const view = await browser.open({ width: 168, height: 480 });
  const waiting = [waitOf(1, 'Queue.get', 'tasks')];
  await view.send(snapshot(sampleRows().map((row) => Object.assign(row, { waiting }))));
  const cut = (label: Element) => label.scrollWidth > label.clientWidth;
  for (const id of ['r1', 'p2', 'p3', 'p5']) {
    assert.equal(await view.row(id).locator('.label').evaluate(cut), false, id);
  }
  const boxes = await view.page
    .locator('.header > :is(.filter, .tool)')
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect()));
  const [filter, follow] = boxes.map(({ top, height }) => top + height / 2);
  assert.equal(boxes.length, 2);
  assert.equal(filter, follow);
  await view.close();
});

test('the timeline has a colour for all that it draws, in every theme', async () => {
  for (const theme of themes) {
    const view = await browser.open({ theme });
    await showTimeline(view);
    const told = (await view.said()).find(({ type }) => type === 'colours');
    assert.ok(told?.type === 'colours');
    assert.deepEqual(
      Object.entries(told.colours).filter(([, colour]) => colour === ''),
      [],
      theme,
    );
    await view.close();
  }
});

test('buttons that appear move nothing', async () => {
  for (const width of [168, 200, 300, 540, 700]) {
    const view = await browser.open({ width });
    await view.send(snapshot(sampleRows()));
    const boxes = () =>
      view.row('p7').evaluate((row) => [...row.children].map((cell) => cell.getBoundingClientRect().x));
    const idle = await boxes();
    await view.row('p7').hover();
    assert.deepEqual(await boxes(), idle, `hover at ${width} px`);
    await view.row('p7').click();
    assert.deepEqual(await boxes(), idle, `selection at ${width} px`);
    await view.close();
  }
});

interface AxeNode {
  readonly html: string;
  readonly failureSummary: string;
}
interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly AxeNode[] }[];
}

/** The rules that the page breaks, with the elements that break them. */
async function broken(view: ViewPage): Promise<string[]> {
  await view.page.evaluate(axe); // not a script element: the CSP would not let it in
  const { violations } = await view.page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return axe.run({ runOnly: { type: 'tag', values }, preload: false });
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
}
