/** What a manager's calls send as JSON: all that JSON keeps, and nothing else. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { plainText } from '../../src/multiprocessing/managers/plainTree.ts';

it('values come back as they were from JSON', () => {
  const values = [
    1,
    'ä',
    true,
    null,
    [],
    {},
    [1.5, 'x', null, [false, [{}]]],
    { a: { b: [1, { c: '' }] } },
    ['key', { n: 1 }],
  ];
  for (const value of values) assert.deepEqual(JSON.parse(plainText(value) ?? 'undefined'), value);
  const odd = JSON.parse('{"__proto__":[1]}') as object;
  assert.deepEqual(
    Object.getOwnPropertyDescriptors(JSON.parse(plainText(odd) ?? '')),
    Object.getOwnPropertyDescriptors(odd),
  );
});

it('what JSON would change is left to others', () => {
  class Point {
    x = 1;
  }
  const twice = { x: 1 };
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const deep = Array.from({ length: 100 }, () => [1]);
  const values = [
    undefined, NaN, -0, Infinity, 1n, Symbol.iterator, () => 1, [undefined], Array.from({ length: 2 }), { a: undefined },
    { a: -0 }, [1n], new Point(), [new Point()], new Date(), new Map(), new Set(), new Error('x'), new Uint8Array(1), /x/,
    Object.create(null), [twice, twice], cycle, deep, { toJSON: () => 1 }, Object.assign(Object.create({ a: 1 }), { b: 1 }),
    { [Symbol.toStringTag]: 'Module' }, new (class extends Array {})(),
  ]; // prettier-ignore
  for (const value of values) assert.equal(plainText(value), null);
});
