import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMessage } from '../../src/webview/parseMessage.ts';
import { patch, runningRow, sampleRows, snapshot } from './support/rows.ts';

test('messages of the contract pass as they are', () => {
  for (const message of [
    snapshot(sampleRows()),
    patch(2, sampleRows(), ['a']),
    { type: 'reveal', id: 'a' },
    { type: 'status', status: null },
    { type: 'status', status: { severity: 'error', text: 'no' } },
    { type: 'environment', runBlocked: null, currentFile: 'a.ts' },
    { type: 'viewAction', action: 'collapseAll' },
  ]) {
    assert.deepEqual(parseMessage(structuredClone(message)), message);
  }
});

test('what is no message is ignored', () => {
  for (const data of [
    undefined,
    null,
    7,
    'snapshot',
    [],
    {},
    { type: 7 },
    { type: 'toString' },
    { type: 'new in another version' },
    { type: 'snapshot', revision: '1', rows: [] },
    { type: 'snapshot', revision: 1 },
    { type: 'patch', revision: 1, changed: [] },
    { type: 'reveal', id: null },
    { type: 'status', status: 'bad' },
    { type: 'environment', runBlocked: 1, currentFile: null },
    { type: 'viewAction', action: 'explode' },
  ]) {
    assert.equal(parseMessage(data), null, JSON.stringify(data));
  }
});

test('a malformed row is left out, the others stay', () => {
  const good = runningRow('a', null, 'good');
  const { pid: _, ...short } = good;
  const rows = [good, short, { ...good, name: 7 }, { ...good, error: 'text' }, { ...good, location: {} }, null, 'row'];
  assert.deepEqual(parseMessage({ type: 'snapshot', revision: 1, rows }), snapshot([good]));
});
