/** What a process says arrives in an order that makes sense, though what is large takes longer than what is small. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown } from '../../helpers/runProgram.ts';

it('items that are put before there is a connection arrive as they were', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const queue = new mp.Queue();
      const puts = [];
      for (let i = 0; i < 100; i++) puts.push(queue.put('item ' + i));
      await Promise.all(puts);
      let right = 0;
      for (let i = 0; i < 100; i++) if ((await queue.get()) === 'item ' + i) right++;
      show(right);
    }`,
  );
  assert.deepEqual(lines, [100]);
});

it('small and large items arrive as they were, each in its turn', async (t) => {
  const lines = await shown(
    t,
    `
    const SIZES = [10, 200, 7_000, 150_000, 1_000_000, 9_000_000];
    if (import.meta.main) {
      const queue = new mp.Queue();
      for (let round = 0; round < 3; round++) {
        const puts = [];
        for (let i = 0; i < 40; i++) puts.push(queue.put(Buffer.alloc(SIZES[(i * 7) % SIZES.length], i)));
        await Promise.all(puts);
        const wrong = [];
        for (let i = 0; i < 40; i++) {
          const item = await queue.get();
          if (item.length !== SIZES[(i * 7) % SIZES.length] || item.some((byte) => byte !== i)) wrong.push(i);
        }
        show(wrong);
      }
    }`,
  );
  assert.deepEqual(lines, [[], [], []]);
});

it('an object that is dropped once it has been put is there for whoever takes it, behind a large item', async (t) => {
  const lines = await shown(
    t,
    `
    async function fill(outer: mp.Queue) {
      for (let i = 0; i < 20; i++) {
        void outer.put(Buffer.alloc(3_000_000));
        const inner = new mp.Queue();
        void inner.put(i);
        void outer.put(inner);
        if (i % 5 === 4) globalThis.gc!();
      }
    }
    if (import.meta.main) {
      const outer = new mp.Queue();
      await fill(outer);
      for (let i = 0; i < 5; i++) {
        globalThis.gc!();
        await sleep(0.01);
      }
      const got = [];
      for (let i = 0; i < 20; i++) {
        await outer.get();
        got.push(await (await outer.get()).get());
      }
      show(got);
    }`,
    { execArgv: ['--expose-gc'] },
  );
  assert.deepEqual(lines, [Array.from({ length: 20 }, (_, i) => i)]);
});
