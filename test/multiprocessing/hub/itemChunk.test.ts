/** The items of a queue as bytes, compared with a plain list of them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ItemChunk, ItemChunks } from '../../../src/multiprocessing/hub/itemChunk.ts';
import { forSeeds } from '../../helpers/chance.ts';

it('items come out as they went in, in order, however they are grouped, and what is put back is where it was', () => {
  forSeeds(300, (chance) => {
    const chunks = new ItemChunks();
    const inside: string[] = [];
    let taken: { readonly chunks: ItemChunk[]; readonly items: string[] }[] = [];
    let total = 0;
    for (let step = 0; step < 100; step++) {
      const kind = chance.below(5);
      if (kind < 2) {
        const items = Array.from({ length: 1 + chance.below(6) }, () => `${total++}${'.'.repeat(chance.below(9))}`);
        chunks.push(chunkOf(items, total - items.length));
        inside.push(...items);
      } else if (kind < 4) {
        const out = chunks.take(chance.below(8), chance.of([1, 30, Infinity]));
        const items = inside.splice(
          0,
          out.reduce((sum, { count }) => sum + count, 0),
        );
        assert.deepEqual(out.flatMap(itemsIn), items);
        taken.push({ chunks: out, items });
      } else if (taken.length > 0) {
        const back = taken.splice(chance.below(taken.length), 1)[0] as (typeof taken)[number];
        chunks.putBack(back.chunks);
        inside.push(...back.items);
        inside.sort((a, b) => Number.parseInt(a) - Number.parseInt(b));
      }
      assert.equal(chunks.count, inside.length);
      assert.equal(
        chunks.bytes,
        inside.reduce((sum, item) => sum + 4 + item.length, 0),
      );
    }
    taken = [];
    assert.deepEqual(chunks.take(Infinity, Infinity).flatMap(itemsIn), inside);
  });
});

it('takes at least one item, however large, and no more than fit otherwise', () => {
  const chunks = new ItemChunks();
  chunks.push(chunkOf(['a'.repeat(100), 'b', 'c'], 0));
  assert.deepEqual(chunks.take(5, 10).flatMap(itemsIn), ['a'.repeat(100)]);
  assert.deepEqual(chunks.take(5, 10).flatMap(itemsIn), ['b', 'c']);
  assert.deepEqual(chunks.take(5, 10), []);
});

it('bytes that are not the items that they are said to be are seen', () => {
  const { bytes } = chunkOf(['abc', 'd'], 0);
  assert.equal(new ItemChunk(bytes, 2).isWhole(), true);
  assert.equal(new ItemChunk(Buffer.alloc(0), 0).isWhole(), true);
  for (const count of [0, 1, 3, 2 ** 32 - 1]) assert.equal(new ItemChunk(bytes, count).isWhole(), false);
  for (const length of [0, 3, 7, 11]) assert.equal(new ItemChunk(bytes.subarray(0, length), 2).isWhole(), false);
  forSeeds(200, (chance) => void new ItemChunk(chance.bytes(chance.below(30)), chance.below(100)).isWhole());
});

function chunkOf(items: readonly string[], number: number): ItemChunk {
  const bytes = items.map((item) => {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(item.length);
    return Buffer.concat([head, Buffer.from(item)]);
  });
  const chunk = new ItemChunk(Buffer.concat(bytes), items.length);
  chunk.number = number;
  return chunk;
}

function itemsIn({ bytes, count }: ItemChunk): string[] {
  const items: string[] = [];
  for (let offset = 0; items.length < count;) {
    const end = offset + 4 + bytes.readUInt32LE(offset);
    items.push(bytes.toString('latin1', offset + 4, end));
    offset = end;
  }
  return items;
}
