/**
 * What is not used any more is not kept: objects, items, processes. The programs look into the hub as those do who watch
 * a program: it tells them what objects there are.
 */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown } from '../helpers/runProgram.ts';

const WATCHING = `
let objects: any[] = [];
if (import.meta.main)
  process.getBuiltinModule('node:diagnostics_channel').subscribe('multiprocessing-ts.process', (event: any) => {
    if (event.type === 'objects') objects = event.objects;
  });
async function until(condition: () => unknown) {
  while (!condition()) {
    (globalThis as any).gc();
    await sleep(0.02);
  }
}
const names = () => objects.map(({ name }) => name).sort().join();
const megabytes = () => {
  (globalThis as any).gc();
  return process.memoryUsage.rss() / 2 ** 20;
};
/** Of the least after a later round above the least after one of the first: what a heap takes for a while is no leak. */
const growth = async (rounds: number, round: () => Promise<unknown>) => {
  const least = async () => {
    let low = Infinity;
    for (let i = 0; i < rounds / 2; i++) {
      await round();
      low = Math.min(low, megabytes());
    }
    return low;
  };
  const before = await least();
  return (await least()) - before;
};
let address = '';
if (import.meta.main) {
  mp.getLogger().setLevel(mp.DEBUG);
  mp.getLogger().addHandler(({ message }) => { address ||= /hub starting at (.*)/.exec(message)?.[1] ?? ''; });
}
/** The files beside the hub's socket. */
const files = () => {
  const { readdirSync } = process.getBuiltinModule('node:fs');
  return readdirSync(process.getBuiltinModule('node:path').dirname(address)).filter((name) => name !== 'hub').join();
};
const descriptors = () => process.getBuiltinModule('node:fs').readdirSync('/proc/self/fd').length;
void [until, names, growth, megabytes, files, descriptors];
`;

const OPTIONS = { execArgv: ['--expose-gc'] };
/** What a heap may grow by, for no reason of ours. */
const SOME_MB = 60;
const ONLY_LINUX = process.platform !== 'linux' && 'there is no /proc to look at';

it('160,000 queues that were used and dropped leave nothing in the hub', async (t) => {
  const [lines] = await shown(
    t,
    `${WATCHING}
    if (import.meta.main) {
      const kept = new mp.Queue(0, { name: 'kept' });
      await kept.put('still here');
      const make = async (count: number) => {
        for (let i = 0; i < count; i++) await new mp.Queue(0, { name: 'dropped' }).put(i);
        await until(() => names() === 'kept');
      };
      for (let i = 0; i < 20; i++) await make(5_000); // until then the heaps find their size
      const grown = await growth(12, () => make(5_000));
      show([await kept.get(), grown]);
    }`,
    OPTIONS,
  );
  const [item, grown] = lines as [string, number];
  assert.equal(item, 'still here');
  assert.ok(grown < SOME_MB, `grown by ${grown} MB`);
});

it('a million items that went through a queue leave nothing', async (t) => {
  const [grown] = await shown(
    t,
    `${WATCHING}
    async function echo(from: any, to: any) {
      for await (const item of from) await to.put(item);
    }
    if (import.meta.main) {
      const [from, to] = [new mp.Queue(0, { name: 'from' }), new mp.Queue(0, { name: 'to' })];
      const child = new Process({ target: echo, args: [from, to] });
      child.start();
      const round = async (count: number) => {
        for (let i = 0; i < count; i++) await from.put(i);
        for (let i = 0; i < count; i++) if ((await to.get()) !== i) throw new Error('out of order');
      };
      for (let i = 0; i < 2; i++) await round(100_000);
      show(await growth(8, () => round(100_000)));
      await from.put(null);
      await child.join();
    }`,
    OPTIONS,
  );
  assert.ok((grown as number) < SOME_MB, `grown by ${grown as number} MB`);
});

it('large items leave nothing when they have been taken', async (t) => {
  const [grown] = await shown(
    t,
    `${WATCHING}
    if (import.meta.main) {
      const queue = new mp.Queue(0, { name: 'queue' });
      const round = async () => {
        for (let i = 0; i < 20; i++) await queue.put(Buffer.alloc(5_000_000, i));
        for (let i = 0; i < 20; i++) if ((await queue.get())[4_999_999] !== i) throw new Error('out of order');
      };
      for (let i = 0; i < 4; i++) await round();
      show(await growth(8, round));
    }`,
    OPTIONS,
  );
  assert.ok((grown as number) < 200, `grown by ${grown as number} MB, where 600 MB went through`);
});

it('an object in an item is kept as long as the item is there, and no longer', async (t) => {
  const lines = await shown(
    t,
    `${WATCHING}
    async function take(outer: any) {
      const { inner, lock } = await outer.get();
      await lock.acquire();
      await inner.put('from the child');
      await outer.put(inner);
    }
    if (import.meta.main) {
      const outer = new mp.Queue(0, { name: 'outer' });
      await (async () => outer.put({ inner: new mp.Queue(0, { name: 'inner' }), lock: new mp.Lock({ name: 'lock' }) }))();
      await until(() => names() === 'inner,lock,outer');
      for (let i = 0; i < 10; i++) await until(() => true);
      show(names()); // nobody has them but the item
      const child = new Process({ target: take, args: [outer] });
      child.start();
      await child.join();
      await until(() => names() === 'inner,outer');
      await (async () => show(await (await outer.get() as any).get()))();
      await until(() => names() === 'outer');
      await outer.put(new mp.Event({ name: 'never taken' }));
      await until(() => names() === 'never taken,outer');
      show(await outer.qsize());
    }`,
    OPTIONS,
  );
  assert.deepEqual(lines, ['inner,lock,outer', 'from the child', 1]);
});

it('200 processes that came and went, some of them killed, leave nothing', { skip: ONLY_LINUX }, async (t) => {
  const [counts] = await shown(
    t,
    `${WATCHING}
    async function child(event: any, mine: any, stays: boolean) {
      const made = new mp.Queue(0, { name: 'made' });
      await made.put([mine, event]);
      await made.put(Buffer.alloc(300_000));
      await mine.put([new mp.Lock({ name: 'lock' })]);
      if (stays) await event.wait(); // and is killed
    }
    if (import.meta.main) {
      const event = new mp.Event({ name: 'event' });
      let done = 0;
      const one = async (number: number) => {
        const mine = new mp.Queue(0, { name: 'mine' });
        const process = new Process({ target: child, args: [event, mine, number % 4 === 0] });
        process.start();
        await mine.get();
        if (number % 4 === 0) process.kill();
        await process.join();
        done++;
      };
      const round = async (count: number) => {
        const todo = Array.from({ length: count }, (_, i) => i);
        const next = async () => {
          for (let i = todo.pop(); i !== undefined; i = todo.pop()) await one(i);
        };
        await Promise.all([next(), next(), next(), next()]);
        await until(() => names() === 'event' && files() === '');
        return [descriptors(), megabytes()];
      };
      const before = await round(40);
      const after = await round(160);
      show([done, after[0] - before[0], after[1] - before[1]]);
    }`,
    OPTIONS,
  );
  const [done, more, grown] = counts as [number, number, number];
  assert.equal(done, 200);
  assert.ok(more <= 2, `${more} descriptors more`);
  assert.ok(grown < SOME_MB, `grown by ${grown} MB`);
});
