/** Updates that wait, subtrees that are opened as a whole, and what a filter has found. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { SnapshotMessage } from '../../src/tree/messages.ts';
import { UpdateGate, type RowsMessage } from '../../src/webview/updateGate.ts';
import { endedRow, patch, runningRow, sampleRows, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;
before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open();
});
afterEach(() => view.close());

const toggle = { type: 'viewAction', action: 'togglePause' } as const;

test('while updates are paused the rows stand still, and a line says how many changes wait', async () => {
  await view.send(snapshot(sampleRows()), toggle);
  const banner = view.page.getByRole('group', { name: 'Updates are paused' });
  assert.match((await banner.textContent()) ?? '', /^Updates are paused\.Resume$/);
  await view.send(patch(2, [endedRow('p2', 'r1', 'Consumer-1', 0)]), patch(3, [runningRow('n1', 'r1', 'new')], ['p5']));
  assert.equal(await view.cell('p2', 'alive').textContent(), 'yes');
  assert.match((await banner.textContent()) ?? '', /3 changes wait/);
  await banner.getByRole('button', { name: 'Resume' }).click();
  await view.painted();
  assert.equal(await view.cell('p2', 'alive').textContent(), 'no');
  assert.deepEqual([await view.row('n1').count(), await view.row('p5').count()], [1, 0]);
  assert.equal(await banner.count(), 0);
  assert.ok(!(await view.said()).slice(1).some(({ type }) => type === 'ready'), 'no patch was missed');
});

test('what is too much to be kept is asked for anew', () => {
  const passed: RowsMessage[] = [];
  let overflows = 0;
  const gate = new UpdateGate({ pass: (message) => passed.push(message), overflowed: () => overflows++ });
  gate.pause();
  const rows = Array.from({ length: 15_000 }, (_, n) => runningRow(`n${n}`, null, 'n'));
  for (const revision of [2, 3]) gate.receive(patch(revision, rows));
  assert.equal(gate.waiting, 30_000);
  gate.resume();
  assert.deepEqual([passed.length, overflows, gate.waiting], [0, 1, 0]);
  gate.receive(snapshot([]));
  assert.equal((passed[0] as SnapshotMessage).type, 'snapshot');
});

test('Alt opens and closes a subtree as a whole, by pointer and keyboard', async () => {
  await view.send(snapshot(sampleRows()));
  await view
    .row('r1')
    .locator('.twistie')
    .click({ modifiers: ['Alt'] });
  assert.equal(await view.row('p3').count(), 0);
  await view.row('r1').locator('.twistie').click();
  assert.equal(await view.row('p3').getAttribute('aria-expanded'), 'false');
  await view.row('r1').click();
  await view.page.keyboard.press('Alt+ArrowRight');
  assert.equal(await view.row('p3').getAttribute('aria-expanded'), 'true');
  await view.page.keyboard.press('Alt+ArrowLeft');
  assert.equal(await view.row('p3').count(), 0);
  assert.equal(await view.focus(), 'r1');
});

test('the filter says how many it has found, without those that are above', async () => {
  await view.send(snapshot(sampleRows()));
  await view.page.getByRole('searchbox').fill('worker'); // also in a command line
  await view.painted();
  assert.match((await view.page.locator('.counts').textContent()) ?? '', /^4 found · /);
  await view.page.getByRole('searchbox').fill('');
  await view.painted();
  assert.ok(!/found/.test((await view.page.locator('.counts').textContent()) ?? ''));
});
