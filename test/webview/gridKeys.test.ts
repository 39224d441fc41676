import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { patch, runningRow, sampleRows, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open({ height: 400 });
  await view.send(snapshot(sampleRows()));
  await view.page.getByRole('tab', { name: 'Tree' }).focus();
});
afterEach(() => view.close());

/** Presses keys; resolves with where the focus has been after each. */
async function press(...keys: string[]): Promise<string[]> {
  const places: string[] = [];
  for (const key of keys) {
    await view.page.keyboard.press(key);
    await view.painted();
    places.push(await view.focus());
  }
  return places;
}

test('Tab leads into the current row, through its buttons, and out', async () => {
  assert.deepEqual(await press('Tab', 'Tab', 'Tab'), ['r1', 'r1/terminate', 'r1/join']);
  assert.deepEqual(await press('Tab'), ['Details']);
  assert.deepEqual(await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab'), [
    'r1/join',
    'r1/terminate',
    'r1',
    'Tree',
  ]);
  const tabbable = await view.page.locator('.scroller [tabindex="0"]').count();
  assert.equal(tabbable, 3, 'only the current row and its buttons');
});

test('arrows move over rows, and Tab comes back to the last', async () => {
  assert.deepEqual(await press('Tab', 'ArrowDown', 'ArrowDown', 'ArrowUp'), ['r1', 'p2', 'p3', 'p2']);
  assert.deepEqual(await press('Shift+Tab', 'Tab'), ['Tree', 'p2']);
  assert.deepEqual(await press('End', 'Home'), ['p11', 'r1']);
});

test('cells take the focus, up and down keep the column', async () => {
  assert.deepEqual(await press('Tab', 'ArrowRight', 'ArrowRight', 'ArrowDown'), ['r1', 'r1/name', 'r1/pid', 'p2/pid']);
  assert.deepEqual(await press('End', 'ArrowLeft', 'Home', 'ArrowLeft'), ['p2/join', 'p2/terminate', 'p2/name', 'p2']);
  assert.deepEqual(await press('ArrowRight', 'Control+End', 'Control+Home', 'Escape'), [
    'p2/name',
    'p11/name',
    'r1/name',
    'r1',
  ]);
});

test('left and right collapse and expand, and go to the parent', async () => {
  await press('Tab', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  assert.equal(await view.focus(), 'p4');
  assert.deepEqual(await press('ArrowLeft', 'ArrowLeft'), ['p3', 'p3']);
  assert.equal(await view.row('p3').getAttribute('aria-expanded'), 'false');
  assert.equal(await view.row('p4').count(), 0);
  assert.deepEqual(await press('ArrowLeft', 'ArrowLeft', 'ArrowDown'), ['r1', 'r1', 'r10']);
  await press('*');
  assert.equal(await view.row('r1').getAttribute('aria-expanded'), 'true', 'expands its siblings too');
  await press('ArrowUp', 'Home', 'ArrowDown', 'ArrowDown', 'ArrowRight');
  assert.equal(await view.row('p4').count(), 1);
});

test('Enter opens, Space selects, Delete terminates', async () => {
  await press('Tab', 'ArrowDown');
  await view.said();
  await press(' ', 'Enter', 'Delete', 'Control+c');
  assert.deepEqual(await view.said(), [
    { type: 'selection', id: 'p2' },
    { type: 'command', command: 'openLocation', id: 'p2' },
    { type: 'command', command: 'terminate', id: 'p2' },
    { type: 'command', command: 'copy', id: 'p2' },
  ]);
});

test('Enter and Space press the button that has the focus', async () => {
  await press('Tab', 'ArrowDown', 'ArrowRight', 'End');
  await view.said();
  await press('Enter', 'ArrowLeft', ' ');
  assert.deepEqual(await view.said(), [
    { type: 'command', command: 'join', id: 'p2' },
    { type: 'command', command: 'terminate', id: 'p2' },
  ]);
});

test('what cannot be opened or terminated says so', async () => {
  await view.cell('p7', 'name').click();
  await view.said();
  await press('Delete');
  assert.equal(await view.page.getByRole('status').textContent(), 'worker 1: Already ended with exit code -15.');
  await press('Enter');
  assert.equal(await view.page.getByRole('status').textContent(), 'worker 1: Where it was made is not known.');
  assert.deepEqual(await view.said(), []);
});

test('keys that the grid does not know go on to VS Code, those it knows do not', async () => {
  await view.page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    addEventListener('keydown', (event) => seen.push(event.defaultPrevented ? `${event.key} prevented` : event.key));
  });
  await press('Tab', 'ArrowDown', 'Control+k', 'F6', 'Alt+ArrowLeft', 'Shift+F10', 'Delete', 'x');
  const seen = await view.page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
  assert.deepEqual(
    seen.filter((key) => !['Control', 'Alt', 'Shift'].includes(key)),
    ['Tab', 'k', 'F6', 'ArrowLeft', 'F10', 'x'],
  );
});

test('the context menu key selects the row and opens its menu', async () => {
  await press('Tab', 'ArrowDown');
  await view.said();
  await view.page.evaluate(() => {
    const menus: string[] = [];
    Object.assign(globalThis, { menus });
    addEventListener('contextmenu', (event) => {
      menus.push((event.target as Element).closest('[data-vscode-context]')?.getAttribute('data-process-id') ?? 'none');
    });
  });
  await press('ContextMenu');
  assert.deepEqual(await view.said(), [{ type: 'selection', id: 'p2' }]);
  assert.deepEqual(await view.page.evaluate(() => (globalThis as unknown as { menus: string[] }).menus), ['p2']);
});

test('in a long list pages turn, and the row with the focus is always seen and in the document', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => runningRow(`n${index}`, null, `n${index}`));
  await view.send(snapshot(rows, 2));
  const [first, page] = await press('Tab', 'PageDown');
  assert.equal(first, 'n0');
  assert.match(page ?? '', /^n\d+$/);
  assert.notEqual(page, 'n0');
  assert.deepEqual(await press('End', 'PageUp', 'PageDown', 'Home'), [
    'n999',
    `n${999 - Number(page?.slice(1))}`,
    'n999',
    'n0',
  ]);
  await press('End');
  await view.page.locator('.scroller').evaluate((scroller) => (scroller.scrollTop = 0));
  await view.painted();
  assert.equal(await view.focus(), 'n999', 'it keeps the focus where it is not seen');
  assert.ok((await view.visibleIds()).length < 60);
  await press('ArrowUp');
  assert.equal(await view.focus(), 'n998');
  assert.ok(await view.row('n998').isVisible());
});

test('the focus goes to the row that takes the place of a removed one, and to the beginning when all are gone', async () => {
  await view.cell('p5', 'name').click();
  await view.send(patch(2, [], ['p5']));
  assert.equal(await view.focus(), 'p6');
  await view.send(
    patch(
      3,
      [],
      sampleRows().map(({ id }) => id),
    ),
  );
  assert.equal(await view.focus(), 'Run Current File');
});

test('collapsing what has the focus inside gives it to the ancestor', async () => {
  await view.cell('p4', 'name').click();
  await view.row('r1').locator('.twistie').click();
  await view.painted();
  assert.equal(await view.focus(), 'r1');
  await view.row('r1').locator('.twistie').click();
  await view.painted();
  await view.cell('p4', 'name').click();
  await view.send({ type: 'viewAction', action: 'collapseAll' });
  assert.equal(await view.focus(), 'r1');
  assert.deepEqual(await view.visibleIds(), ['r1', 'r10']);
  await view.send({ type: 'viewAction', action: 'focusFilter' });
  assert.equal(await view.focus(), 'Filter processes');
});

test('a letter leads to the next row whose name begins with it, and selects nothing', async () => {
  await view.row('r1').focus();
  await view.said();
  assert.deepEqual(await press('p'), ['p6']);
  assert.deepEqual(await view.said(), []);
});
