import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arrayOf,
  doublesIn,
  intsIn,
  PlainArray,
  plainArrayOf,
  writeNumbers,
} from '../../src/multiprocessing/plainArrays.ts';

class Own extends Array<number> {}

const arrays: readonly (readonly [unknown[], PlainArray | null])[] = [
  [[], PlainArray.ints],
  [[7], PlainArray.ints],
  [[1.5], PlainArray.doubles],
  [[-0, 1], PlainArray.doubles],
  [[1, -2, 2 ** 31 - 1, -(2 ** 31)], PlainArray.ints],
  [[1, 2 ** 31, 0.5, -0, Infinity, Number.NaN], PlainArray.doubles],
  [['a', 'ünï', '\u{1f600}', '\ud800', true, null, 1.5], PlainArray.json],
  [['a', -0], null],
  [[1, 'a', Number.NaN], null],
  [[1, undefined], null],
  [[[1]], null],
  [Object.assign(Array.from({ length: 3 }), { 0: 1, 2: 3 }), null],
  [[1n], null],
  [Own.from([1]), null],
  [Array.from({ length: 100_000 }, (_, i) => i), PlainArray.ints],
  [Array.from({ length: 10_000 }, (_, i) => i - 5_000.5), PlainArray.doubles],
  [[...Array.from({ length: 9_999 }, (_, i) => i), -0], PlainArray.doubles],
  [[...Array.from({ length: 9_999 }, (_, i) => i), 2 ** 31], PlainArray.doubles],
  [[...Array.from({ length: 9_999 }, (_, i) => i), 'x'], PlainArray.json],
  [Object.assign([], { length: 2 ** 32 - 1 }), null],
];

test('an array is what all its items allow, and comes back as it was', () => {
  for (const [array, kind] of arrays) {
    assert.equal(plainArrayOf(array), kind);
    if (kind === PlainArray.json) assert.deepEqual(JSON.parse(JSON.stringify(array)), array);
    else if (kind !== null) assert.deepEqual(written(kind, array as number[]), array);
  }
});

function written(kind: PlainArray, array: readonly number[]): number[] {
  const bytes = Buffer.alloc(3 + array.length * 8); // at any offset
  writeNumbers(kind, array, bytes, 3);
  const isInts = kind === PlainArray.ints;
  return arrayOf((isInts ? intsIn : doublesIn)(bytes, 3, 3 + array.length * (isInts ? 4 : 8)));
}
