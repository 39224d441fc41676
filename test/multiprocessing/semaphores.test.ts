/** Semaphore and BoundedSemaphore: the rows Y-08 and Y-09 of the behaviour checklist, each shown by a program. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('Y-08 a Semaphore is lowered to 0, and may be raised above its start', async (t) => {
  const lines = await shown(
    t,
    `
    const semaphore = new mp.Semaphore(2);
    const values: unknown[] = [await semaphore.getValue()];
    for (const options of [{}, undefined, { block: false }, { timeout: 0.05 }, { timeout: -1 }]) {
      values.push(await semaphore.acquire(options), await semaphore.getValue());
    }
    show(values);
    show(await semaphore.locked());
    const raised: unknown[] = [];
    for (let i = 0; i < 4; i++) {
      await semaphore.release();
      raised.push(await semaphore.getValue());
    }
    show(raised);
    show([await new mp.Semaphore().getValue(), await new mp.Semaphore(0).getValue(), await semaphore.locked()]);
    for (const value of [-1, 2 ** 31, 1.5, '2']) show(await thrown(() => new mp.Semaphore(value as never)));
    `,
  );
  assert.deepEqual(lines, [
    [2, true, 1, true, 0, false, 0, false, 0, false, 0],
    true,
    [1, 2, 3, 4],
    [1, 0, false],
    'ValueError: the value of a semaphore must be from 0 to 2147483647, not -1',
    'ValueError: the value of a semaphore must be from 0 to 2147483647, not 2147483648',
    'TypeError: the value of a semaphore must be a whole number, not 1.5',
    "TypeError: the value of a semaphore must be a whole number, not '2'",
  ]);
});

it('Y-08 processes lower it and others raise it; who waits goes on in turn', async (t) => {
  const lines = await shown(
    t,
    `
    async function consumer(semaphore: mp.Semaphore, ready: mp.Queue<number>, order: mp.Queue<number>, i: number) {
      const lowered = semaphore.acquire();
      await ready.put(i);
      show([await lowered, i]);
      await order.put(i);
    }
    if (import.meta.main) {
      const semaphore = new mp.Semaphore(0), ready = new mp.Queue<number>(), order = new mp.Queue<number>();
      const all = [0, 1, 2].map((i) => new Process({ target: consumer, args: [semaphore, ready, order, i] }));
      for (const each of all) {
        each.start();
        await ready.get();
      }
      for (let i = 0; i < 3; i++) {
        await semaphore.release();
        show(await order.get());
      }
      for (const each of all) await each.join();
      show(await semaphore.getValue());
    }`,
  );
  assert.deepEqual(
    lines.filter((line) => typeof line === 'number'),
    [0, 1, 2, 0],
  );
  assert.deepEqual(
    lines.filter((line) => typeof line !== 'number'),
    [
      [true, 0],
      [true, 1],
      [true, 2],
    ],
  );
});

it('Y-09 a BoundedSemaphore is not raised above its start, by nobody', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(semaphore: mp.BoundedSemaphore) {
      show(String(semaphore));
      await semaphore.release(); // what the parent has taken
      show(await thrown(() => semaphore.release()));
    }
    if (import.meta.main) {
      const semaphore = new mp.BoundedSemaphore(2);
      show([String(new mp.Semaphore(3)), String(semaphore)]);
      show(await thrown(() => semaphore.release()));
      await semaphore.acquire();
      show(String(semaphore));
      const process = new Process({ target: child, args: [semaphore] });
      process.start();
      await process.join();
      show([await semaphore.getValue(), String(semaphore)]);
      show(await thrown(() => semaphore.release()));
    }`,
  );
  const refused = 'ValueError: semaphore or lock released too many times';
  assert.deepEqual(lines, [
    ['<Semaphore(value=3)>', '<BoundedSemaphore(value=2, maxvalue=2)>'],
    refused,
    '<BoundedSemaphore(value=1, maxvalue=2)>',
    '<BoundedSemaphore(value=1, maxvalue=2)>',
    refused,
    [2, '<BoundedSemaphore(value=2, maxvalue=2)>'],
    refused,
  ]);
});

it('Y-08 at most as many as its value are inside', async (t) => {
  const lines = await shown(
    t,
    `
    async function work(semaphore: mp.Semaphore, inside: mp.Semaphore, most: mp.Queue<number>) {
      for (let i = 0; i < 50; i++) {
        await semaphore.acquire();
        await inside.release();
        if (i % 10 === 0) await sleep(0.001);
        await most.put(await inside.getValue());
        await inside.acquire();
        await semaphore.release();
      }
    }
    if (import.meta.main) {
      const semaphore = new mp.Semaphore(2), inside = new mp.Semaphore(0), most = new mp.Queue<number>();
      const all = [1, 2, 3, 4].map(() => new Process({ target: work, args: [semaphore, inside, most] }));
      for (const each of all) each.start();
      for (const each of all) await each.join();
      const counts: number[] = [];
      for (let i = 0; i < 200; i++) counts.push(await most.get());
      show([Math.max(...counts) <= 2, await semaphore.getValue(), await inside.getValue()]);
    }`,
  );
  assert.deepEqual(lines, [[true, 2, 0]]);
});

it(
  'B-07 what an ended process has taken comes back, up to the start, with a warning',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const { stdout, stderr } = await runProgram(
      t,
      `
    async function take(semaphore: mp.Semaphore, count: number, taken: mp.Event) {
      for (let i = 0; i < count; i++) await semaphore.acquire();
      await taken.set();
      await sleep(60);
    }
    async function lose(semaphore: mp.Semaphore, count: number) {
      const taken = new mp.Event();
      const process = new Process({ target: take, args: [semaphore, count, taken], name: 'loser' });
      process.start();
      await taken.wait();
      process.kill();
      await process.join();
      show(await semaphore.getValue());
    }
    if (import.meta.main) {
      mp.logToStderr(mp.WARNING);
      const slots = new mp.BoundedSemaphore(3, { name: 'slots' });
      await slots.acquire();
      await lose(slots, 2);
      await slots.acquire();
      // One that counts what happened: what was taken is used up
      const events = new mp.Semaphore(0, { name: 'events' });
      for (let i = 0; i < 3; i++) await events.release();
      await lose(events, 2);
      await events.acquire();
    }`,
    );
    assert.deepEqual(stdout.trim().split('\n'), ['2', '1']);
    assert.match(
      stderr,
      /^\[WARNING\/MainProcess\] a permit of slots was held by loser \(pid \d+\), which has ended with exit code -9; [^\n]*\n$/,
    );
  },
);
