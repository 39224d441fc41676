/** Which row the letters that are typed lead to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visibleRows } from '../../src/tree/visibleRows.ts';
import { TypeAhead } from '../../src/webview/typeAhead.ts';
import { runningRow } from './support/rows.ts';

const names = ['main.ts', 'parser', 'Parent', 'worker 1', 'worker 2', 'writer'];
const rows = names.map((name, index) => runningRow(`${index}`, null, name));
const items = visibleRows(rows, { collapsed: new Set(), filter: '' });
const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

/** @returns The names that the focus is on after each of the keys, which follow each other after so many milliseconds. */
function type(keys: string, pause: number): string[] {
  const typeAhead = new TypeAhead();
  let index = 0;
  return keys.split('').map((key, count) => {
    const press = { key, ...none, timeStamp: 1000 + count * pause };
    const action = typeAhead.action(press, { index, column: null }, items);
    if (action?.type === 'focus') ({ index } = action);
    return action === null ? '' : (names[index] ?? '');
  });
}

test('letters that follow each other soon are one text; after a while it begins anew', () => {
  assert.deepEqual(type('wr', 100), ['worker 1', 'writer']);
  assert.deepEqual(type('wr', 1000), ['worker 1', '']);
  assert.deepEqual(type('par', 100), ['parser', 'parser', 'parser'], 'which it is on already');
  assert.deepEqual(type('pare', 100), ['parser', 'parser', 'parser', 'Parent'], 'in any case');
});

test('the same letter again leads to the next, and around', () => {
  assert.deepEqual(type('wwww', 100), ['worker 1', 'worker 2', 'writer', 'worker 1']);
  assert.deepEqual(type('wp', 1000), ['worker 1', 'parser']);
});

test('what is no letter, or typed with another key, is left alone', () => {
  const typeAhead = new TypeAhead();
  const at = { index: 0, column: 'name' };
  for (const key of [' ', 'F5', 'Enter', 'x'])
    assert.equal(typeAhead.action({ key, ...none, timeStamp: 0 }, at, items), null, key);
  assert.equal(typeAhead.action({ key: 'w', ...none, ctrlKey: true, timeStamp: 0 }, at, items), null);
  assert.deepEqual(typeAhead.action({ key: 'W', ...none, shiftKey: true, timeStamp: 9000 }, at, items), {
    type: 'focus',
    index: 3,
    column: 'name',
  });
});
