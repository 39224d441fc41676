import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bytesArrayLength,
  isBytesArray,
  readBytesArray,
  writeBytesArray,
} from '../../src/multiprocessing/bytesArrays.ts';
import { OSError } from '../../src/multiprocessing/errors.ts';
import { appendItem, ByteGatherer, readItem, readWholeItem } from '../../src/multiprocessing/items.ts';

const one = new Uint8Array([1, 2, 3]);
const part = new Uint8Array([9, 4, 5, 9]).subarray(1, 3);
const items = [one, Buffer.from('text'), new Uint8Array(0), part];

test('an array of bytes comes back as it was, each in a memory of its own', () => {
  const gathered = new ByteGatherer();
  gathered.grow(3); // at any offset
  appendItem(gathered, items, 'item');
  const back = readItem(gathered.bytes, 7, gathered.length) as Uint8Array[];
  assert.deepEqual(back, items);
  assert.deepEqual(back.map((item) => Buffer.isBuffer(item)), [false, true, false, false]); // prettier-ignore
  for (const item of back) assert.deepEqual([item.byteOffset, item.buffer.byteLength], [0, item.length]);
});

test('other arrays are none, nor one that has an item twice', () => {
  class Own extends Uint8Array {}
  for (const array of [[], [one, 1], [one, null], [1, one], [new Own(2)], [one, one], [new Uint16Array(1)]])
    assert.equal(isBytesArray(array), false);
});

test('bytes that are not what they say are refused', () => {
  const whole = Buffer.alloc(bytesArrayLength(items));
  writeBytesArray(items, whole, 0);
  assert.equal(readBytesArray(whole, 0, whole.length).length, items.length);
  for (let end = 0; end < whole.length; end++) assert.throws(() => readBytesArray(whole.subarray(0, end), 0, end), RangeError); // prettier-ignore
  assert.throws(() => readWholeItem(Buffer.from([12])), OSError);
});
