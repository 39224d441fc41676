/** Several rows selected, and commands on all of them. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { endedRow, patch, runningRow, sampleRows, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open({ height: 460 });
  await view.send(snapshot(sampleRows()));
});
afterEach(() => view.close());

const click = (id: string, ...modifiers: ('Shift' | 'ControlOrMeta')[]) =>
  view.cell(id, 'name').locator('.label').click({ modifiers });

async function selected(): Promise<string[]> {
  await view.painted();
  const rows = view.page.locator('.row[aria-selected=true]');
  return rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-process-id') ?? ''));
}

test('clicks select as in VS Code: Ctrl takes in and out, Shift selects to there', async () => {
  assert.equal(await view.page.getByRole('treegrid').getAttribute('aria-multiselectable'), 'true');
  await click('p2');
  await click('p4', 'ControlOrMeta');
  assert.deepEqual(await selected(), ['p2', 'p4']);
  await click('p6', 'Shift');
  assert.deepEqual(await selected(), ['p2', 'p4', 'p5', 'p6']);
  await click('p5', 'ControlOrMeta');
  assert.deepEqual(await selected(), ['p2', 'p4', 'p6']);
  assert.equal(await view.page.locator('.details .subject').textContent(), 'parser (3 selected)');
  await click('p3');
  assert.deepEqual(await selected(), ['p3']);
});

test('keys extend from the focus, select all that is seen, and go back to one', async () => {
  await click('p2');
  const press = (key: string) => view.page.keyboard.press(key);
  await press('Shift+ArrowDown');
  await press('Shift+ArrowDown');
  assert.deepEqual(await selected(), ['p2', 'p3', 'p4']);
  assert.equal(await view.focus(), 'p4');
  await press('Shift+ArrowUp');
  assert.deepEqual(await selected(), ['p2', 'p3']);
  await press('Escape');
  assert.deepEqual(await selected(), ['p3']);
  await press('ArrowDown');
  await press('ArrowDown');
  await press('Shift+ArrowDown');
  assert.deepEqual(await selected(), ['p5', 'p6'], 'from the focus, which was not selected');
  await press('ControlOrMeta+a');
  assert.deepEqual(await selected(), await view.visibleIds());
  await press('Control+Space');
  assert.equal((await selected()).includes('p6'), false);
});

test('a key on a row of the selection is about all, on another row about that one', async () => {
  await click('p2');
  await click('p4', 'ControlOrMeta');
  await view.said();
  await view.page.keyboard.press('Delete');
  await view.page.keyboard.press('Control+c');
  await view.page.keyboard.press('ArrowDown');
  await view.page.keyboard.press('Control+c');
  assert.deepEqual(await view.said(), [
    { type: 'command', command: 'terminate', id: 'p2', others: ['p4'] },
    { type: 'command', command: 'copy', id: 'p2', others: ['p4'] },
    { type: 'command', command: 'copy', id: 'p5' },
  ]);
});

test('a button is about its own row, and what opens something about one', async () => {
  await click('p2');
  await click('p4', 'ControlOrMeta');
  await view.said();
  await view.row('p2').getByRole('button', { name: 'Terminate Consumer-1' }).click();
  await view.cell('p2', 'name').locator('.label').dblclick();
  const said = await view.said();
  assert.deepEqual(said[0], { type: 'command', command: 'terminate', id: 'p2' });
  assert.deepEqual(said.at(-1), { type: 'command', command: 'openLocation', id: 'p2' });
});

test('the menu of a row in the selection offers what one of them can do; another row is selected alone', async () => {
  await click('p5'); // has ended
  await click('p4', 'ControlOrMeta');
  const context = async (id: string) =>
    JSON.parse((await view.row(id).getAttribute('data-vscode-context')) ?? '') as Record<string, unknown>;
  await view.painted();
  assert.equal((await context('p5'))['processCanTerminate'], true);
  assert.equal((await context('p5'))['processSeveral'], true);
  assert.equal((await context('p5'))['processId'], 'p5');
  assert.equal((await context('p2'))['processSeveral'], false);
  await view.cell('p4', 'name').click({ button: 'right' });
  assert.deepEqual(await selected(), ['p4', 'p5']);
  await view.cell('p2', 'name').click({ button: 'right' });
  assert.deepEqual(await selected(), ['p2']);
});

test('the host is told of all that are selected', async () => {
  await view.said();
  await click('p2');
  await click('p4', 'ControlOrMeta');
  assert.deepEqual(await view.said(), [
    { type: 'selection', id: 'p2' },
    { type: 'selection', id: 'p4', others: ['p2'] },
  ]);
});

test('the selection survives updates and sorting; what is hidden or gone leaves it', async () => {
  await click('p2');
  await click('p4', 'ControlOrMeta');
  await click('p7', 'ControlOrMeta');
  await view.send(patch(2, [endedRow('p2', 'r1', 'Consumer-1', 0), runningRow('p20', 'r1', 'new')]));
  assert.deepEqual(await selected(), ['p2', 'p4', 'p7']);
  await view.page.getByRole('columnheader', { name: 'Name' }).click();
  await view.page.getByRole('columnheader', { name: 'Name' }).click();
  assert.deepEqual((await selected()).sort(), ['p2', 'p4', 'p7']);
  await view.row('p3').locator('.twistie').click();
  assert.deepEqual((await selected()).sort(), ['p2', 'p7'], 'p4 is collapsed');
  await view.send(patch(3, [], ['p7']));
  assert.deepEqual(await selected(), ['p2']);
});

test('a filter leaves what it finds selected', async () => {
  await click('p2');
  await click('p5', 'Shift');
  await view.page.getByRole('searchbox').fill('consumer-');
  await view.page.locator('.row[data-process-id=p5]').waitFor({ state: 'detached' });
  assert.deepEqual(await selected(), ['p2', 'p3']);
  await view.page.getByRole('searchbox').fill('');
  await view.row('p5').waitFor();
  assert.deepEqual(await selected(), ['p2', 'p3']);
});

test('it comes back with the view', async () => {
  await click('p2');
  await click('p4', 'ControlOrMeta');
  await view.page.waitForFunction(() => {
    const kept = JSON.parse(sessionStorage.getItem('state') ?? '{}') as { selection?: string[] };
    return kept.selection?.length === 2;
  });
  await view.page.reload();
  await view.send(snapshot(sampleRows()));
  assert.deepEqual(await selected(), ['p2', 'p4']);
});
