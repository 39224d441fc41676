/** The timeline of the built webview: what is seen, pointer, keyboard, and what is kept. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { lifeUpdate, lives, openSpan, sampleTimeline, span } from './support/lives.ts';
import { endedRow, patch, runningRow, snapshot, waitOf } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open({ height: 560 });
});
afterEach(() => view.close());

const tab = (name: 'Tree' | 'Timeline') => view.page.getByRole('tab', { name });
const grid = () => view.page.getByRole('treegrid', { name: 'Timeline of the processes' });
const life = (id: string) => view.page.locator(`.life[data-process-id="${id}"]`);

async function open(): Promise<void> {
  const sample = sampleTimeline();
  await view.send(snapshot(sample.rows), lives(sample.lives));
  await tab('Timeline').click();
  await view.painted();
}

/** A range that is long over: nothing in it moves by itself. */
async function openEnded(): Promise<void> {
  const rows = [
    endedRow('r1', null, 'main.ts', 0, { startedAt: 1_000_000, endedAt: 1_010_000 }),
    endedRow('p2', 'r1', 'worker', 1, { startedAt: 1_002_000, endedAt: 1_008_000 }),
  ];
  const waits = lifeUpdate('p2', { closed: [span('waiting', 1_004_000, 1_006_000, 'Queue.get jobs')] });
  await view.send(snapshot(rows), lives([waits]));
  await tab('Timeline').click();
  await view.painted();
}

/** The colours of the pixels of a row's bars, from left to right, as `rgb`; empty where nothing is drawn. */
async function pixels(index: number): Promise<string[]> {
  return view.page.locator('canvas.chart').evaluate((canvas: HTMLCanvasElement, row) => {
    const scale = canvas.width / canvas.getBoundingClientRect().width;
    const { data } = canvas.getContext('2d')!.getImageData(0, Math.round((row * 22 + 11) * scale), canvas.width, 1);
    return Array.from({ length: canvas.width }, (_, x) => {
      const [red, green, blue, alpha] = data.slice(x * 4, x * 4 + 4);
      return alpha! < 128 ? '' : `${red},${green},${blue}`;
    });
  }, index);
}

const GREEN = '137,209,133';

/** Where the row's solid green begins and ends, in pixels. */
async function greenOf(index: number) {
  const row = await pixels(index);
  return { from: row.indexOf(GREEN), to: row.lastIndexOf(GREEN), width: row.length };
}

test('the tabs are tabs: roles, keys, and one panel at a time', async () => {
  await open();
  assert.equal(await view.page.getByRole('tablist').count(), 1);
  assert.equal(await tab('Timeline').getAttribute('aria-selected'), 'true');
  assert.equal(await view.page.getByRole('tabpanel', { name: 'Timeline' }).count(), 1);
  assert.equal(
    await view.page.getByRole('treegrid', { name: 'Processes', exact: true }).count(),
    0,
    'the tree is hidden',
  );
  await tab('Timeline').focus();
  await view.page.keyboard.press('ArrowRight');
  assert.equal(await view.focus(), 'Tree');
  assert.equal(await grid().count(), 0);
  assert.equal(await view.page.getByRole('treegrid', { name: 'Processes', exact: true }).count(), 1);
});

test('the host is asked for lives only while the timeline is shown, and again after a new snapshot', async () => {
  await view.send(snapshot(sampleTimeline().rows));
  await view.said();
  await tab('Timeline').click();
  const [asked, told] = await view.said();
  assert.deepEqual(asked, { type: 'watchLives', watch: true });
  assert.ok(told?.type === 'colours' && told.colours['running'] === '#89d185', 'and is told the colours of the theme');
  await view.send(snapshot(sampleTimeline().rows, 5));
  assert.deepEqual(await view.said(), [{ type: 'watchLives', watch: true }]);
  await tab('Tree').click();
  assert.deepEqual(await view.said(), [{ type: 'watchLives', watch: false }]);
  await view.send(snapshot(sampleTimeline().rows, 9));
  assert.deepEqual(await view.said(), []);
});

test('an update that builds on what has not come is asked for anew', async () => {
  await open();
  await view.said();
  await view.send(lives([lifeUpdate('p2', { kept: 99 })]));
  assert.deepEqual(await view.said(), [{ type: 'watchLives', watch: true }]);
});

test('rows are those of the tree, each life in a sentence for a screen reader', async () => {
  await open();
  const rows = grid().locator('[role=row][data-process-id]');
  assert.deepEqual(
    await rows.evaluateAll((all) =>
      all.map((row) => [row.getAttribute('data-process-id'), row.getAttribute('aria-level')]),
    ),
    [
      ['r1', '1'],
      ['p2', '2'],
      ['p3', '2'],
      ['p4', '3'],
      ['p5', '2'],
      ['p6', '2'],
      ['p7', '2'],
    ],
  );
  assert.equal(await grid().getAttribute('aria-rowcount'), '8');
  assert.equal(
    await life('p2').getAttribute('aria-label'),
    'Consumer-1, waiting on JoinableQueue.get tasks, started at 0.6 s, has waited 4 times, 3.60 s together',
  );
  assert.equal(
    await life('p6').getAttribute('aria-label'),
    'parser, failed, started at 1.5 s, ran for 4.60 s, exit code 1, RangeError: bad row 17',
  );
});

test('bars are where the times are: running is solid, waiting is not', async () => {
  await openEnded();
  const { from, to, width } = await greenOf(0);
  assert.ok(from > 0 && from < width * 0.02, `begins at ${from} of ${width}`);
  assert.ok(Math.abs((to - from) / width - 1 / 1.07) < 0.02, 'fills what is shown, but for the margin');
  const worker = await pixels(1);
  const green = worker.map((colour) => colour === GREEN);
  const span = to - from;
  const share = (x: number) => green[Math.round(from + span * x)];
  assert.deepEqual([share(0.1), share(0.3), share(0.5), share(0.7), share(0.9)], [false, true, false, true, false]);
});

test('+ and - zoom, arrows and A and D pan, 0 and F show all again', async () => {
  await openEnded();
  const whole = await greenOf(1);
  await life('r1').focus();
  await view.page.keyboard.press('+');
  await view.painted();
  const zoomed = await greenOf(1);
  assert.ok(zoomed.to - zoomed.from > (whole.to - whole.from) * 1.3);
  await view.page.keyboard.press('ArrowLeft');
  await view.painted();
  const panned = await greenOf(1);
  assert.ok(Math.abs(panned.from - zoomed.from - whole.width * 0.1) < 3, `${zoomed.from} → ${panned.from}`);
  await view.page.keyboard.press('d');
  await view.page.keyboard.press('s');
  await view.page.keyboard.press('0');
  await view.painted();
  assert.deepEqual(await greenOf(1), whole);
  await view.page.keyboard.press('w');
  await view.page.keyboard.press('f');
  await view.painted();
  assert.deepEqual(await greenOf(1), whole);
});

test('Ctrl and the wheel zoom at the pointer, Shift pans, the wheel alone scrolls', async () => {
  await openEnded();
  const box = (await life('p2').boundingBox())!;
  const chart = (await view.page.locator('canvas.chart').boundingBox())!;
  const before = await greenOf(1);
  await view.page.mouse.move(chart.x + before.from, box.y + 11);
  await view.page.keyboard.down('Control');
  await view.page.mouse.wheel(0, -120);
  await view.page.keyboard.up('Control');
  await view.painted();
  const after = await greenOf(1);
  assert.ok(Math.abs(after.from - before.from) <= 2, `what is below the pointer stays: ${before.from} → ${after.from}`);
  assert.ok(after.to > before.to);
  await view.page.keyboard.down('Shift');
  await view.page.mouse.wheel(0, 50);
  await view.page.keyboard.up('Shift');
  await view.painted();
  assert.ok(Math.abs((await greenOf(1)).from - (after.from - 50)) <= 2);
});

test('a drag pans and selects nothing; a click selects, for the tree too', async () => {
  await openEnded();
  await view.said();
  const box = (await life('p2').boundingBox())!;
  const before = await greenOf(1);
  await view.page.mouse.move(box.x + 500, box.y + 11);
  await view.page.mouse.down();
  await view.page.mouse.move(box.x + 560, box.y + 11, { steps: 4 });
  await view.page.mouse.up();
  await view.painted();
  assert.ok(Math.abs((await greenOf(1)).from - before.from - 60) <= 2);
  assert.deepEqual(await view.said(), []);
  await view.page.mouse.click(box.x + 500, box.y + 11);
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'p2' }]);
  assert.equal(await life('p2').getAttribute('aria-selected'), 'true');
  assert.equal(await view.page.locator('.details .subject').textContent(), 'worker');
  await tab('Tree').click();
  assert.equal(await view.page.locator('.row[data-process-id=p2]').getAttribute('aria-selected'), 'true');
});

test('the pointer is told what is there: state, what for, when', async () => {
  await openEnded();
  const chart = (await view.page.locator('canvas.chart').boundingBox())!;
  const { from, to } = await greenOf(0);
  await view.page.mouse.move(chart.x + from + (to - from) * 0.5, chart.y + 33);
  await view.painted();
  const card = view.page.locator('.hover-card');
  assert.deepEqual(await card.locator('div').allTextContents(), [
    'worker',
    'waiting on Queue.get jobs',
    '4.000 s – 6.000 s · 2.00 s',
  ]);
  await view.page.mouse.move(chart.x + 2, chart.y + 33);
  await view.painted();
  assert.equal(await card.isVisible(), false, 'before it has started there is nothing');
});

test('a double click opens where it waits, Enter shows the process in the tree', async () => {
  await open();
  await view.said();
  const chart = (await view.page.locator('canvas.chart').boundingBox())!;
  await view.page.mouse.dblclick(chart.x + chart.width * 0.6, chart.y + 11);
  const said = await view.said();
  assert.deepEqual(said.at(-1), { type: 'open', url: 'file:///home/anna/jobs/consumers.ts', line: 21, column: 5 });
  await life('p4').focus();
  await view.page.keyboard.press('Enter');
  await view.painted();
  assert.equal(await tab('Tree').getAttribute('aria-selected'), 'true');
  assert.equal(await view.focus(), 'p4');
});

test('keys move over the rows, collapse and expand, and do what they do in the tree', async () => {
  await open();
  await life('r1').focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowLeft']) await view.page.keyboard.press(key);
  await view.painted();
  assert.equal(await life('p3').getAttribute('aria-expanded'), 'false');
  assert.equal(await life('p4').count(), 0);
  await view.page.keyboard.press('Shift+ArrowRight');
  await view.painted();
  assert.equal(await life('p4').count(), 1);
  await view.said();
  await view.page.keyboard.press(' ');
  await view.page.keyboard.press('Delete');
  assert.deepEqual(await view.said(), [
    { type: 'selection', id: 'p3' },
    { type: 'command', command: 'terminate', id: 'p3' },
  ]);
  await view.page.keyboard.press('/');
  assert.equal(await view.focus(), 'Filter processes');
});

async function selected(): Promise<string[]> {
  const rows = view.page.locator('.panels [aria-selected=true][data-process-id]:visible');
  return rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-process-id') ?? ''));
}

const clickName = (id: string, ...modifiers: ('Shift' | 'ControlOrMeta' | 'Alt')[]) =>
  life(id).locator('.label').click({ modifiers });

test('several are selected by clicks, on names and on bars; the tree and the host have the same selection', async () => {
  await open();
  assert.equal(await grid().getAttribute('aria-multiselectable'), 'true');
  await clickName('p2');
  await clickName('p4', 'ControlOrMeta');
  const { width } = (await life('p6').boundingBox())!;
  await life('p6').click({ position: { x: width - 20, y: 11 }, modifiers: ['Shift'] });
  assert.deepEqual(await selected(), ['p2', 'p4', 'p5', 'p6']);
  await clickName('p5', 'ControlOrMeta');
  assert.deepEqual(await selected(), ['p2', 'p4', 'p6']);
  assert.equal(await view.page.locator('.details .subject').textContent(), 'parser (3 selected)');
  assert.deepEqual((await view.said()).at(-1), { type: 'selection', id: 'p6', others: ['p2', 'p4'] });
  await tab('Tree').click();
  assert.deepEqual(await selected(), ['p2', 'p4', 'p6']);
  await tab('Timeline').click();
  await clickName('p3');
  assert.deepEqual(await selected(), ['p3']);
});

test('several are selected by keys, and what is done is done to all of them', async () => {
  await open();
  const press = (key: string) => view.page.keyboard.press(key);
  await life('p2').focus();
  await press('Shift+ArrowDown');
  await press('Shift+ArrowDown');
  assert.deepEqual(await selected(), ['p2', 'p3', 'p4']);
  await press('Shift+ArrowUp');
  assert.deepEqual(await selected(), ['p2', 'p3']);
  assert.equal(await view.focus(), 'p3');
  await view.said();
  await press('Delete');
  await press('Control+c');
  const others = ['p3'];
  assert.deepEqual(await view.said(), [
    { type: 'command', command: 'terminate', id: 'p2', others },
    { type: 'command', command: 'copy', id: 'p2', others },
  ]);
  await press('Control+Space');
  assert.deepEqual(await selected(), ['p2']);
  await press('ControlOrMeta+a');
  assert.deepEqual(await selected(), ['r1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
  await press('Escape');
  assert.deepEqual(await selected(), ['p3']);
  await press('Control+Shift+Home');
  assert.deepEqual(await selected(), ['r1', 'p2', 'p3']);
});

test('the menu is about all that are selected, or about the row that is not', async () => {
  await open();
  await clickName('p2');
  await clickName('p4', 'ControlOrMeta');
  await life('p4').click({ button: 'right' });
  assert.deepEqual(await selected(), ['p2', 'p4']);
  const context = JSON.parse((await life('p4').getAttribute('data-vscode-context')) ?? '') as Record<string, unknown>;
  assert.deepEqual([context['processId'], context['processSeveral']], ['p4', true]);
  await life('p6').click({ button: 'right' });
  assert.deepEqual(await selected(), ['p6']);
});

test('Alt with an arrow, and Alt+click on one, fold all that is below', async () => {
  await open();
  const expanded = async () => {
    await view.painted();
    return [await life('r1').getAttribute('aria-expanded'), await life('p4').count()];
  };
  await life('r1').focus();
  await view.page.keyboard.press('Alt+ArrowLeft');
  await view.page.keyboard.press('Shift+ArrowRight');
  assert.deepEqual(await expanded(), ['true', 0], 'p3, above p4, is collapsed as well');
  await life('r1').locator('.twistie').click();
  await life('r1')
    .locator('.twistie')
    .click({ modifiers: ['Alt'] });
  assert.deepEqual(await expanded(), ['true', 1]);
});

test('it follows what happens, until the user looks elsewhere', async () => {
  const now = Date.now();
  await view.send(snapshot([runningRow('r1', null, 'main.ts', { startedAt: now - 3000 })]));
  await tab('Timeline').click();
  await view.painted();
  const follow = view.page.getByRole('button', { name: 'Follow the Time (End)' });
  assert.equal(await follow.getAttribute('aria-pressed'), 'true');
  await life('r1').focus();
  for (const key of ['+', '+', 'ArrowLeft']) await view.page.keyboard.press(key);
  await view.painted();
  assert.equal(await follow.getAttribute('aria-pressed'), 'false');
  await view.page.keyboard.press('End');
  await view.painted();
  assert.equal(await follow.getAttribute('aria-pressed'), 'true');
  await view.send(patch(2, [endedRow('r1', null, 'main.ts', 0, { startedAt: now - 3000, endedAt: now })]));
  assert.equal(await follow.getAttribute('aria-disabled'), 'true', 'nothing lives');
});

test('what was selected in one of both is in sight in the other, which else stays where it was', async () => {
  const workers = Array.from({ length: 60 }, (_, number) => runningRow(`w${number}`, 'r1', `worker ${number}`));
  await view.send(snapshot([runningRow('r1', null, 'main.ts'), ...workers]), lives([]));
  await view.row('w2').click();
  await view.page.keyboard.press('End');
  await view.page.keyboard.press('Space');
  await tab('Timeline').click();
  await view.painted();
  const inSight = (id: string) =>
    life(id).evaluate((row) => {
      const [box, all] = [row.getBoundingClientRect(), row.closest('.lives-scroller')!.getBoundingClientRect()];
      return box.top >= all.top - 1 && box.bottom <= all.bottom + 1;
    });
  assert.equal(await inSight('w59'), true);
  await view.page.locator('.lives-scroller').evaluate((scroller) => void (scroller.scrollTop = 100));
  await tab('Tree').click();
  await tab('Timeline').click();
  await view.painted();
  assert.equal(await view.page.locator('.lives-scroller').evaluate((scroller) => scroller.scrollTop), 100);
});

test('with a group selected it shows the time of its program, not of the newest', async () => {
  const time = { startedAt: 1_000_000, endedAt: 1_010_000 };
  const worker = (number: number) => endedRow(`w${number}`, 'r1', `Worker-${number}`, 0, time);
  const older = [endedRow('r1', null, 'older.ts', 0, time), ...[1, 2, 3, 4, 5].map(worker)];
  const newer = endedRow('r2', null, 'newer.ts', 0, { startedAt: 2_000_000, endedAt: 2_010_000 });
  const layout = { type: 'layout', layout: { shown: [], widths: {}, sort: null, rollUp: 5 } };
  await view.send(snapshot([...older, newer]), layout, lives([]));
  const isDrawn = async (index: number) => (await pixels(index)).includes(GREEN);
  await tab('Timeline').click();
  await view.painted();
  assert.deepEqual([await isDrawn(0), await isDrawn(6)], [false, true], 'with nothing selected, the newest');
  await tab('Tree').click();
  await view.page.locator('.row[data-group]').click();
  await tab('Timeline').click();
  await view.painted();
  assert.deepEqual([await isDrawn(0), await isDrawn(6)], [true, false]);
});

test('the tab, what of the time is seen and the place are kept over a reload', async () => {
  const rows = [
    endedRow('r1', null, 'main.ts', 0, { startedAt: 1_000_000, endedAt: 1_010_000 }),
    ...Array.from({ length: 100 }, (_, index) =>
      endedRow(`p${index}`, 'r1', `w${index}`, 0, { startedAt: 1_001_000, endedAt: 1_009_000 }),
    ),
  ];
  await view.send(snapshot(rows));
  await tab('Timeline').click();
  await life('r1').focus();
  for (const key of ['+', '+', 'ArrowLeft']) await view.page.keyboard.press(key);
  await view.page.locator('.lives-scroller').evaluate((scroller) => void (scroller.scrollTop = 990));
  await view.painted();
  const green = await pixels(20);
  await view.page.reload();
  await view.send(snapshot(rows));
  await view.painted();
  assert.equal(await tab('Timeline').getAttribute('aria-selected'), 'true');
  assert.equal(await view.page.locator('.lives-scroller').evaluate((scroller) => scroller.scrollTop), 990);
  assert.deepEqual(await pixels(20), green);
});

test('a recording is marked as one, stands still, and leads back', async () => {
  const then = 1_700_000_000_000;
  const waits = [waitOf(1, 'Queue.get', 'jobs', { at: then - 5000 })];
  const row = runningRow('recorded r1', null, 'main.ts', {
    startedAt: then - 9000,
    waiting: waits,
    terminateBlocked: 'This is a recording',
  });
  await view.send({ type: 'recording', recording: { name: 'a.process-tree.json', savedAt: then } }, snapshot([row]));
  const banner = view.page.getByRole('note', { name: 'Recording' });
  assert.match((await banner.textContent()) ?? '', /^Recording a\.process-tree\.json, saved .*: to look at only/);
  assert.match((await view.page.locator('.row .waiting').textContent()) ?? '', /^Queue\.get jobs\s*5 s$/);
  const menu = await view.page.locator('.row').getAttribute('data-vscode-context');
  assert.match(menu ?? '', /"webviewSection":"recordedProcess"/);
  await tab('Timeline').click();
  await view.painted();
  assert.equal(
    await view.page.getByRole('button', { name: 'Follow the Time (End)' }).getAttribute('aria-disabled'),
    'true',
  );
  const { to, width } = await greenOf(0);
  assert.ok(Math.abs(to / width - 1 / 1.07) < 0.02, 'it ends when it was saved');
  await view.said();
  await banner.getByRole('button', { name: 'Back to Live' }).click();
  assert.deepEqual(await view.said(), [{ type: 'closeRecording' }]);
  await view.send({ type: 'recording', recording: null }, snapshot([], 2));
  assert.equal(await banner.count(), 0);
});

test('only rows that are near are in the document', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => runningRow(`n${index}`, null, `n${index}`));
  await view.send(snapshot(rows));
  await tab('Timeline').click();
  await view.painted();
  assert.ok((await view.page.locator('.life').count()) < 60);
  await view.page.keyboard.press('Tab');
  await life('n0').focus();
  await view.page.keyboard.press('Control+End');
  await view.painted();
  assert.equal(await view.focus(), 'n999');
});

test('that the oldest waits are merged is said', async () => {
  await open();
  const note = view.page.getByText('oldest waits merged');
  assert.equal(await note.isVisible(), false);
  const merged = span('waiting', 1, 2, '', { merged: { count: 7, total: 1 } });
  await view.send(lives([lifeUpdate('p3', { closed: [merged], open: [openSpan('waiting', 5)] })]));
  assert.equal(await note.isVisible(), true);
});
