/** Items in shared memory, several of which are read together: what was read ahead may be given back, and be another's then. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown } from '../helpers/runProgram.ts';

/** Of 10 kB each: more than all segments of a process hold together, so that they are filled anew. */
const ITEMS = 12_000;

it('Q-01 items in shared memory arrive whole and once, with consumers that stop and go on', async (t) => {
  const [missing, twice, broken] = await shown(
    t,
    `
    type Item = string | Uint8Array | number[];
    /** Of a size and a kind of its own, and all of it says which one it is. */
    function made(i: number): Item {
      const size = 6_200 + ((i * 7_919) % 8_000);
      if (i % 4 === 0) return i + ':' + String.fromCharCode(33 + (i % 90)).repeat(size);
      if (i % 4 === 1) return i + ':' + 'ü'.repeat(size >> 1);
      if (i % 4 === 2) return Buffer.alloc(size - (size % 4), new Uint8Array(new Uint32Array([i]).buffer));
      return new Array(size >> 2).fill(i);
    }
    function numberOf(item: Item): number {
      if (typeof item === 'string') return parseInt(item);
      return item instanceof Uint8Array ? Buffer.from(item).readUInt32LE() : item[0]!;
    }
    async function produce(queue: mp.Queue<Item>) {
      for (let i = 0; i < ${ITEMS}; i++) await queue.put(made(i));
    }
    /** What it has claimed by then it gives back when it stops. */
    async function consume(queue: mp.Queue<Item>, results: mp.Queue<[number[], number]>, burst: number) {
      const { isDeepStrictEqual } = await import('node:util');
      const seen: number[] = [];
      let broken = 0;
      for (let item = await queue.get(); item !== 'end'; item = await queue.get()) {
        const number = numberOf(item);
        seen.push(number);
        if (!isDeepStrictEqual(item, made(number))) broken++;
        if (seen.length % burst === 0) await new Promise((resolve) => setTimeout(resolve, burst % 3));
      }
      await results.put([seen, broken]);
    }
    if (import.meta.main) {
      const queue = new mp.Queue<Item>(), results = new mp.Queue<[number[], number]>();
      const consumers = [23, 37, 101].map((burst) => new Process({ target: consume, args: [queue, results, burst] }));
      const producer = new Process({ target: produce, args: [queue] });
      for (const child of [producer, ...consumers]) child.start();
      await producer.join();
      for (const _ of consumers) await queue.put('end');
      const seen: number[] = [];
      let broken = 0;
      for (const _ of consumers) {
        const [numbers, wrong] = await results.get();
        seen.push(...numbers);
        broken += wrong;
      }
      for (const child of consumers) await child.join();
      const different = new Set(seen).size;
      show(${ITEMS} - different);
      show(seen.length - different);
      show(broken);
    }`,
  );
  assert.deepEqual({ missing, twice, broken }, { missing: 0, twice: 0, broken: 0 });
});
