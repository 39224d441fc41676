import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridAction, type GridState, type KeyPress } from '../../src/webview/keyboard.ts';

const columns = ['name', 'pid', 'terminate', 'join'];
const row: GridState = {
  index: 5,
  column: null,
  columns,
  onButton: false,
  expanded: null,
  parentIndex: 2,
  rowCount: 30,
  selectedCount: 1,
  pageSize: 9,
  hasHeader: true,
};
const press = (key: string, state: Partial<GridState> = {}, modifiers: Partial<KeyPress> = {}) =>
  gridAction(
    { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers },
    { ...row, ...state },
  );
const focus = (index: number, column: string | null = null) => ({ type: 'focus', index, column });

test('up, down and pages move over rows and stop at the ends', () => {
  assert.deepEqual(press('ArrowDown'), focus(6));
  assert.deepEqual(press('ArrowUp'), focus(4));
  assert.deepEqual(press('ArrowUp', { index: 0, hasHeader: false }), focus(0));
  assert.deepEqual(press('ArrowUp', { index: 0 }), { type: 'header' });
  assert.deepEqual(press('ArrowDown', { index: 29 }), focus(29));
  assert.deepEqual(press('PageDown'), focus(14));
  assert.deepEqual(press('PageDown', { index: 25 }), focus(29));
  assert.deepEqual(press('PageUp'), focus(0));
});

test('Alt and an arrow are for the whole subtree', () => {
  const alt = { altKey: true };
  const deep = (expanded: boolean) => ({ type: 'setSubtreeExpanded', expanded });
  assert.deepEqual(press('ArrowRight', { expanded: false }, alt), deep(true));
  assert.deepEqual(press('ArrowLeft', { expanded: true }, alt), deep(false));
  assert.equal(press('ArrowLeft', {}, alt), null);
});

test('up and down keep the column', () => {
  assert.deepEqual(press('ArrowDown', { column: 'pid' }), focus(6, 'pid'));
  assert.deepEqual(press('ArrowUp', { column: 'join', onButton: true }), focus(4, 'join'));
});

test('right expands a collapsed row, then enters the cells, and stops at the last', () => {
  assert.deepEqual(press('ArrowRight', { expanded: false }), { type: 'setExpanded', expanded: true });
  assert.deepEqual(press('ArrowRight', { expanded: true }), focus(5, 'name'));
  assert.deepEqual(press('ArrowRight', { column: 'name', expanded: false }), focus(5, 'pid'));
  assert.deepEqual(press('ArrowRight', { column: 'join' }), focus(5, 'join'));
});

test('left goes back to the row, collapses it, then goes to its parent', () => {
  assert.deepEqual(press('ArrowLeft', { column: 'pid' }), focus(5, 'name'));
  assert.deepEqual(press('ArrowLeft', { column: 'name', expanded: true }), focus(5));
  assert.deepEqual(press('ArrowLeft', { expanded: true }), { type: 'setExpanded', expanded: false });
  assert.deepEqual(press('ArrowLeft', { expanded: false }), focus(2));
  assert.equal(press('ArrowLeft', { parentIndex: null }), null);
});

test('home and end go to the ends of the list, or of the row when a cell has the focus', () => {
  assert.deepEqual(press('Home'), focus(0));
  assert.deepEqual(press('End'), focus(29));
  assert.deepEqual(press('Home', { column: 'pid' }), focus(5, 'name'));
  assert.deepEqual(press('End', { column: 'pid' }), focus(5, 'join'));
  assert.deepEqual(press('Home', { column: 'pid' }, { ctrlKey: true }), focus(0, 'pid'));
  assert.deepEqual(press('End', {}, { ctrlKey: true }), focus(29));
});

test('keys for what is done with a row', () => {
  assert.deepEqual(press('Enter'), { type: 'open' });
  assert.deepEqual(press('Enter', { column: 'pid' }), { type: 'open' });
  assert.deepEqual(press(' '), { type: 'select' });
  assert.deepEqual(press('Delete'), { type: 'terminate' });
  assert.deepEqual(press('*', {}, { shiftKey: true }), { type: 'expandSiblings' });
  assert.deepEqual(press('/'), { type: 'focusFilter' });
  assert.deepEqual(press('c', {}, { ctrlKey: true }), { type: 'copy' });
  assert.deepEqual(press('c', {}, { metaKey: true }), { type: 'copy' });
  assert.deepEqual(press('Escape', { column: 'pid' }), focus(5));
});

test('what is the browser’s or VS Code’s is left to it', () => {
  for (const key of ['Enter', ' ']) assert.equal(press(key, { column: 'join', onButton: true }), null);
  for (const key of ['Tab', 'F1', 'a', 'ContextMenu', 'Escape']) assert.equal(press(key), null);
  for (const key of ['ArrowDown', 'p', '/', 'Delete']) assert.equal(press(key, {}, { ctrlKey: true }), null);
  for (const key of ['ArrowLeft', 'Delete', 'Enter', 'F10']) assert.equal(press(key, {}, { shiftKey: true }), null);
  assert.equal(press('ArrowLeft', {}, { altKey: true }), null);
  assert.equal(press('c', {}, { ctrlKey: true, shiftKey: true }), null);
});

test('Alt+Enter opens where the process waits, and so does Enter on the cell that says it', () => {
  assert.deepEqual(press('Enter', {}, { altKey: true }), { type: 'openWait' });
  assert.deepEqual(press('Enter', { column: 'waiting' }), { type: 'openWait' });
  assert.deepEqual(press('Enter', { column: 'pid' }), { type: 'open' });
  assert.equal(press('Enter', {}, { altKey: true, ctrlKey: true }), null);
  assert.equal(press('ArrowDown', {}, { altKey: true }), null);
});

test('with Shift, what moves the focus selects what it passes', () => {
  const shift = { shiftKey: true };
  const extend = (index: number, column: string | null = null) => ({ type: 'extend', index, column });
  assert.deepEqual(press('ArrowDown', {}, shift), extend(6));
  assert.deepEqual(press('ArrowUp', { index: 0 }, shift), extend(0));
  assert.deepEqual(press('PageDown', {}, shift), extend(14));
  assert.deepEqual(press('End', { column: 'pid' }, shift), extend(29, 'pid'));
  assert.deepEqual(press('Home', {}, { ...shift, ctrlKey: true }), extend(0));
});

test('Ctrl+A selects all, Ctrl+Space takes a row in or out, Escape goes back to one', () => {
  assert.deepEqual(press('a', {}, { ctrlKey: true }), { type: 'selectAll' });
  assert.deepEqual(press('a', {}, { metaKey: true }), { type: 'selectAll' });
  assert.deepEqual(press(' ', {}, { ctrlKey: true }), { type: 'toggle' });
  assert.deepEqual(press('Escape', { selectedCount: 3 }), { type: 'select' });
  assert.deepEqual(press('Escape', { selectedCount: 3, column: 'pid' }), focus(5));
  assert.equal(press('Escape'), null);
});
