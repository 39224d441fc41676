import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { patch, runningRow, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;

before(async () => void (browser = await ViewBrowser.launch()));
after(() => browser.close());
afterEach(() => view.close());

const many = Array.from({ length: 60 }, (_, index) => runningRow(`n${index}`, null, `n${index}`));
const children = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => runningRow(`c${from + index}`, 'root', `c${from + index}`));

/** A full view, in which a program has just been started. */
async function started() {
  view = await browser.open({ height: 400 });
  await view.send(snapshot(many));
  await view.send(patch(2, [runningRow('root', null, 'root')]), { type: 'reveal', id: 'root' });
}

const scrollTop = () => view.page.locator('.scroller').evaluate((element) => element.scrollTop);
const atTop = async () => (await scrollTop()) === 60 * 22;

test('the children of what was just started come into sight, until its row is at the top', async () => {
  await started();
  assert.ok(await view.row('root').isVisible());
  await view.send(patch(3, children(0, 3)));
  const [row, list] = [await view.row('c2').boundingBox(), await view.page.locator('.scroller').boundingBox()];
  assert.ok(row && list && row.y + row.height <= list.y + list.height + 1, 'the last child is seen');
  await view.send(patch(4, children(3, 40)));
  assert.ok(await atTop());
  await view.send(patch(5, children(43, 40), ['n1']));
  assert.equal(await scrollTop(), 59 * 22, 'rows that go above it do not move it');
});

test('it stays at the top when the view becomes lower or higher', async () => {
  await started();
  await view.send(patch(3, children(0, 40)));
  for (const height of [250, 600]) {
    await view.page.setViewportSize({ width: 1000, height });
    await view.painted();
    assert.ok(await atTop(), `${height} px`);
  }
});

const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['scrolls', () => view.page.locator('.scroller').evaluate((element) => (element.scrollTop -= 100))],
  ['selects another row', () => view.row('n59').click()],
  [
    'goes on by keys',
    async () => {
      await view.row('root').focus();
      await view.page.keyboard.press('ArrowUp');
    },
  ],
  [
    'collapses it',
    async () => {
      await view.row('root').focus();
      await view.page.keyboard.press('ArrowLeft');
      await view.page.keyboard.press('ArrowRight');
    },
  ],
];
for (const [name, act] of ways) {
  test(`nothing jumps any more for who ${name}`, async () => {
    await started();
    await view.send(patch(3, children(0, 3)));
    await act();
    await view.painted();
    const before = await scrollTop();
    await view.send(patch(4, children(3, 40)));
    assert.equal(await scrollTop(), before);
  });
}

test('a link to a row scrolls no farther than it must', async () => {
  view = await browser.open({ height: 600 });
  await view.send(snapshot([...many, runningRow('root', null, 'root'), ...children(0, 40)]));
  await view.send({ type: 'reveal', id: 'root' });
  await view.row('c3').click();
  const before = await scrollTop();
  await view.page.locator('.scroller').evaluate((element) => (element.scrollTop -= 44));
  await view.painted();
  await view.page.getByRole('link', { name: /^root/ }).click();
  await view.painted();
  assert.equal(await scrollTop(), before - 44);
});
