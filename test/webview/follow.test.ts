/** What was started last is kept in sight, until the user looks elsewhere. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { nextSort } from '../../src/tree/gridLayout.ts';
import { Follow } from '../../src/webview/follow.ts';
import { patch, runningRow, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;
let revision: number;

const rows = [
  runningRow('r1', null, 'main.ts', { startedAt: 1 }),
  ...Array.from({ length: 40 }, (_, index) => child(index)),
];
const button = () => view.page.getByRole('button', { name: 'Follow New Processes' });
const isPressed = (pressed: boolean) => view.page.locator(`.header .tool[aria-pressed=${pressed}]`).waitFor();

function child(index: number) {
  return runningRow(`c${index}`, 'r1', `worker ${index}`, { startedAt: 1000 + index });
}

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
beforeEach(async () => {
  view = await browser.open({ width: 700, height: 400 });
  revision = 1;
  await view.send(snapshot(rows));
});
afterEach(() => view.close());

const start = (index: number) => view.send(patch(++revision, [child(index)]));

async function isInSight(id: string): Promise<boolean> {
  await view.painted();
  if ((await view.row(id).count()) === 0) return false;
  const row = await view.row(id).boundingBox();
  const scroller = await view.page.locator('.scroller').boundingBox();
  return row !== null && scroller !== null && row.y >= scroller.y && row.y + 22 <= scroller.y + scroller.height;
}

test('it is off by itself; on, what is started comes into sight, and the focus stays', async () => {
  await start(40);
  assert.equal(await isInSight('c40'), false);
  await view.row('r1').click();
  await button().click();
  assert.equal(await isInSight('c40'), true, 'the newest, at once');
  await isPressed(true);
  await button().focus();
  await start(41);
  assert.equal(await isInSight('c41'), true);
  assert.equal(await view.focus(), 'Follow New Processes');
  assert.equal(await view.page.locator('.row[aria-selected=true] .label').first().textContent(), 'main.ts');
});

for (const [how, look] of [
  ['scrolling', () => view.page.mouse.wheel(0, -300)],
  ['a click', () => view.row('c38').click()],
  ['a key', () => view.page.keyboard.press('ArrowDown')],
] as const) {
  test(`${how} ends it`, async () => {
    await button().click();
    await isPressed(true);
    assert.equal(await isInSight('c39'), true);
    await view.page
      .locator('.row[tabindex="0"]')
      .evaluate((row) => (row as HTMLElement).focus({ preventScroll: true }));
    await view.row('c37').hover();
    await look();
    await isPressed(false);
    await start(40);
    assert.equal(await isInSight('c40'), false);
  });
}

test('what is collapsed stays so, and its parent is in sight', async () => {
  await view.send(patch(++revision, [runningRow('r2', null, 'other.ts'), runningRow('d1', 'r2', 'worker')]));
  await view.send({ type: 'viewAction', action: 'collapseAll' });
  await view.row('r1').locator('.twistie').click();
  await view.send({ type: 'viewAction', action: 'toggleFollow' });
  await isPressed(true);
  await view.send(patch(++revision, [runningRow('d2', 'r2', 'worker')]));
  assert.equal(await isInSight('r2'), true);
  assert.equal(await view.row('d2').count(), 0);
});

test('it is kept with the view, and is not for the timeline', async () => {
  await button().click();
  await view.page.waitForFunction(() => sessionStorage.getItem('state')?.includes('"follow":true'));
  await view.page.reload();
  await view.send(snapshot(rows));
  await isPressed(true);
  assert.equal(await isInSight('c39'), true);
  await view.page.getByRole('tab', { name: 'Timeline' }).click();
  await button().waitFor({ state: 'hidden' });
});

test('the newest is the one that was started last, whatever the order of the rows', () => {
  const follow = new Follow(false);
  follow.changed([{ before: undefined, after: child(1) }]);
  assert.equal(follow.take(), null, 'it is off');
  follow.start([child(3), child(7), child(5)]);
  assert.equal(follow.take(), 'c7');
  assert.equal(follow.take(), null, 'once');
  follow.changed([{ before: child(9), after: child(9) }]);
  assert.equal(follow.take(), null, 'it is not new');
  follow.changed([child(8), child(11), child(10)].map((after) => ({ before: undefined, after })));
  follow.changed([{ before: child(9), after: child(9) }]);
  assert.equal(follow.take(), 'c11');
  follow.changed([{ before: undefined, after: child(12) }]);
  assert.deepEqual([follow.stop(), follow.stop(), follow.take()], [true, false, null]);
});

test('choosing a column sorts by it, the other way, and not at all', () => {
  const name = nextSort(null, 'name');
  assert.deepEqual(name, { column: 'name', descending: false });
  assert.deepEqual(nextSort(name, 'name'), { column: 'name', descending: true });
  assert.equal(nextSort({ column: 'name', descending: true }, 'name'), null);
  assert.deepEqual(nextSort(name, 'cpu'), { column: 'cpu', descending: true });
  assert.equal(nextSort({ column: 'cpu', descending: false }, 'cpu'), null);
});
