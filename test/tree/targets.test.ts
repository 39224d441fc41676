/** What a command on several processes is done to, and in which order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deepestFirst, topmost } from '../../src/tree/targets.ts';
import { connected, launched, started, treeAfter } from './events.ts';

const tree = treeAfter(
  launched('a'),
  connected('a', null),
  started('b', 'a'),
  connected('b', 'a'),
  started('c', 'b'),
  started('d', 'a'),
  launched('z'),
);

test('the topmost are those below none of the others, however far', () => {
  assert.deepEqual(topmost(tree, ['c', 'a', 'z']), ['a', 'z']);
  assert.deepEqual(topmost(tree, ['b', 'c', 'd']), ['b', 'd']);
  assert.deepEqual(topmost(tree, ['c', 'gone']), ['c', 'gone']);
});

test('children come before their parents', () => {
  assert.deepEqual(deepestFirst(tree, ['a', 'b', 'c', 'd', 'z']), [['c'], ['b', 'd'], ['a', 'z']]);
  assert.deepEqual(deepestFirst(tree, ['a', 'c']), [['c'], ['a']]);
  assert.deepEqual(deepestFirst(tree, []), []);
});
