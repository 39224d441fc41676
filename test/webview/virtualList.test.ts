import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageSize, scrollTopToReveal, visibleWindow } from '../../src/webview/virtualList.ts';

const shape = { count: 1000, rowHeight: 22 };

test('the window holds what is seen and some rows around', () => {
  assert.deepEqual(visibleWindow({ scrollTop: 0, height: 220 }, shape, 5), { start: 0, end: 15 });
  assert.deepEqual(visibleWindow({ scrollTop: 2211, height: 220 }, shape, 5), { start: 95, end: 116 });
  assert.deepEqual(visibleWindow({ scrollTop: 22_000 - 220, height: 220 }, shape, 5), { start: 985, end: 1000 });
});

test('a window of nothing is empty, and one scrolled past the end has no rows that are not there', () => {
  assert.deepEqual(visibleWindow({ scrollTop: 0, height: 0 }, { ...shape, count: 0 }, 5), { start: 0, end: 0 });
  assert.deepEqual(visibleWindow({ scrollTop: 900, height: 220 }, { ...shape, count: 3 }, 5), { start: 3, end: 3 });
  assert.deepEqual(visibleWindow({ scrollTop: -40, height: 220 }, shape, 0), { start: 0, end: 10 });
});

test('revealing scrolls as little as it takes', () => {
  const viewport = { scrollTop: 220, height: 220 };
  assert.equal(scrollTopToReveal(15, viewport, 22), 220);
  assert.equal(scrollTopToReveal(9, viewport, 22), 198);
  assert.equal(scrollTopToReveal(20, viewport, 22), 242);
});

test('a page leaves one row to hold on to, and is never nothing', () => {
  assert.equal(pageSize(230, 22), 9);
  assert.equal(pageSize(10, 22), 1);
});
