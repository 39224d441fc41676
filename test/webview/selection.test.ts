/** Which rows are selected, by clicks and keys, as in VS Code's lists. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  selectAll,
  selectOne,
  selectRange,
  toggleRow,
  withoutHidden,
  type Selection,
} from '../../src/webview/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e', 'f'];
const text = ({ ids, lead }: Selection) => `${[...ids].sort().join('')}/${lead ?? ''}`;

test('toggling takes rows in and out, and the details stay with one that is selected', () => {
  const two = toggleRow(selectOne('a'), 'c');
  assert.equal(text(two), 'ac/c');
  assert.equal(text(toggleRow(two, 'c')), 'a/a');
  assert.equal(text(toggleRow(two, 'a')), 'c/c');
  assert.equal(text(toggleRow(selectOne('a'), 'a')), '/');
});

test('a range goes from the anchor, replaces the range before, and leaves what else is selected', () => {
  const down = selectRange(selectOne('b'), 'd', order);
  assert.equal(text(down), 'bcd/d');
  assert.equal(text(selectRange(down, 'a', order)), 'ab/a');
  const apart = toggleRow(down, 'f');
  assert.equal(text(selectRange(apart, 'e', order)), 'bcdef/e');
  assert.equal(text(selectRange(toggleRow(selectOne('a'), 'e'), 'd', order)), 'ade/d');
});

test('without an anchor that is seen, a range begins where the focus is', () => {
  assert.equal(text(selectRange(selectOne(null), 'c', order, 'b')), 'bc/c');
  assert.equal(text(selectRange(selectOne('gone'), 'c', order)), 'c/c');
  assert.equal(text(selectRange(selectOne('a'), 'gone', order)), 'gone/gone');
});

test('all that is seen; the details stay', () => {
  assert.equal(text(selectAll(selectOne('c'), order)), 'abcdef/c');
  assert.equal(text(selectAll(selectOne('gone'), order)), 'abcdef/a');
  assert.equal(text(selectAll(selectOne(null), [])), '/');
});

test('what is hidden leaves the selection, but a single row stays', () => {
  const all = selectAll(selectOne('c'), order);
  assert.equal(text(withoutHidden(all, (id) => id < 'c')), 'ab/b');
  assert.equal(
    withoutHidden(all, () => true),
    all,
  );
  assert.equal(text(withoutHidden(all, () => false)), 'c/c');
  assert.equal(text(withoutHidden(selectOne('a'), () => false)), 'a/a');
});
