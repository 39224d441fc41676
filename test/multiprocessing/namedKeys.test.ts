import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedKeys } from '../../src/multiprocessing/namedKeys.ts';

const long = (length: number) => Array.from({ length }, (_, i) => i);
class Row extends Array<number> {}
class Samples extends Float32Array {}

test('what a list has besides its items is found, however long it is', () => {
  for (const length of [0, 1, 128, 129, 100_000]) {
    assert.deepEqual(namedKeys(long(length)), []);
    assert.deepEqual(namedKeys(Object.assign(long(length), { groups: 1, input: 2 })), ['groups', 'input']);
    assert.deepEqual(namedKeys(Object.assign(Row.from(long(length)), { label: 1 })), ['label']);
    assert.deepEqual(namedKeys(Object.assign(new Samples(length), { unit: 'm' })), ['unit']);
    assert.deepEqual(namedKeys(new Samples(length)), []);
  }
});

test('holes are no fields, nor is what has the name of a number but is none', () => {
  assert.deepEqual(namedKeys([1, , 3]), []); // oxlint-disable-line no-sparse-arrays
  const names = ['01', '-1', '1.5', '4294967295', '1e3', 'NaN', ''];
  for (const name of names) assert.deepEqual(namedKeys(Object.assign([1, 2], { [name]: 0 })), [name]);
});

test('what is not enumerable is none, and nothing is called to find out', () => {
  const items: unknown[] = long(1000);
  Object.defineProperty(items, 'hidden', { value: 1 });
  assert.deepEqual(namedKeys(items), []);
  Object.defineProperty(items, 'computed', { enumerable: true, get: () => assert.fail('it is called') });
  assert.deepEqual(namedKeys(items), ['computed']);
});
