import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMessage } from '../../src/webview/parseMessage.ts';
import { patch, runningRow, sampleRows, sharedObject, snapshot, waitingRows, waitOf } from './support/rows.ts';

test('messages of the contract pass as they are', () => {
  for (const message of [
    snapshot(sampleRows()),
    patch(2, sampleRows(), ['a']),
    snapshot(waitingRows()),
    { type: 'reveal', id: 'a' },
    { type: 'status', status: null },
    { type: 'status', status: { severity: 'error', text: 'no' } },
    { type: 'environment', runBlocked: null, remedy: null, currentFile: 'a.ts' },
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

test('a row with a malformed wait or shared object is left out', () => {
  const row = runningRow('a', null, 'a');
  const wait = waitOf(1, 'Queue.get', 'jobs');
  const object = sharedObject('1', 'Lock', 'lock');
  const left = (more: object) => {
    const message = parseMessage({ type: 'snapshot', revision: 1, rows: [{ ...row, ...more }] });
    return message?.type === 'snapshot' && message.rows.length;
  };
  assert.equal(left({ waiting: [wait], objects: [object] }), 1);
  for (const waiting of [null, {}, [null], [{ ...wait, at: 'now' }], [{ ...wait, location: {} }], [{ wait: 1 }]])
    assert.equal(left({ waiting }), 0, JSON.stringify(waiting));
  for (const wrong of [
    { kind: 1 },
    { depth: 'x' },
    { flag: 1 },
    { holder: {} },
    { waiters: [{}] },
    { moreWaiters: null },
  ])
    assert.equal(left({ objects: [{ ...object, ...wrong }] }), 0, JSON.stringify(wrong));
});
