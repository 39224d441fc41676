import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowsToKeep } from '../../src/extension/rowsToKeep.ts';
import { initialRow } from '../../src/tree/processRow.ts';

/** `a.1` is a child of `a`. */
const rows = (...ids: string[]) =>
  ids.map((id) => initialRow(id, id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : null, id));
const kept = (limit: number, ...ids: string[]) => rowsToKeep(rows(...ids), limit).map(({ id }) => id);

describe('rowsToKeep', () => {
  it('keeps all when there is room', () => {
    assert.deepEqual(kept(9, 'a', 'a.1', 'a.1.1', 'b'), ['a', 'a.1', 'a.1.1', 'b']);
    assert.deepEqual(kept(9), []);
  });

  it('keeps the newest trees whole, in their order', () => {
    assert.deepEqual(kept(3, 'a', 'a.1', 'b', 'c', 'c.1'), ['b', 'c', 'c.1']);
  });

  it('keeps the upper rows of what is too large', () => {
    assert.deepEqual(kept(3, 'a', 'b', 'b.1', 'b.1.1', 'b.2'), ['b', 'b.1', 'b.1.1']);
    assert.deepEqual(kept(4, 'a', 'a.1', 'a.2', 'b', 'b.1'), ['a', 'a.1', 'b', 'b.1']);
  });
});
