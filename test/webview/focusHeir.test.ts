import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { visibleRows } from '../../src/tree/visibleRows.ts';
import { focusHeir } from '../../src/webview/focusHeir.ts';
import { runningRow } from './support/rows.ts';

const rows = [
  runningRow('a', null, 'a'),
  runningRow('b', 'a', 'b'),
  runningRow('c', 'b', 'c'),
  runningRow('d', 'b', 'd'),
  runningRow('e', null, 'e'),
];

function list(shown: readonly ProcessRow[], ...collapsed: string[]) {
  const items = visibleRows(shown, { collapsed: new Set(collapsed), filter: '' });
  return { items, indices: new Map(items.map(({ row }, index) => [row.id, index])) };
}

test('a collapsed ancestor inherits the focus', () => {
  assert.equal(focusHeir('c', list(rows), list(rows, 'b')), 'b');
  assert.equal(focusHeir('c', list(rows), list(rows, 'a')), 'a');
});

test('the row that takes the place of a removed one inherits the focus', () => {
  assert.equal(focusHeir('c', list(rows), list(rows.filter(({ id }) => id !== 'c'))), 'd');
  assert.equal(focusHeir('e', list(rows), list(rows.slice(0, 4))), 'd');
  assert.equal(focusHeir('b', list(rows), list([rows[0] as ProcessRow, rows[4] as ProcessRow])), 'e');
});

test('where nothing is left nothing inherits', () => {
  assert.equal(focusHeir('c', list(rows), list([])), null);
  assert.equal(focusHeir('unknown', list(rows), list(rows)), null);
});
