/** Condition: the rows Y-10 to Y-14 of the behaviour checklist, each shown by a program. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

/** `startWaiters` starts processes that wait for the condition, and resolves when they do. */
const WAITERS = `
  async function waiter(condition: mp.Condition, results: mp.Queue<unknown>, timeout: number | null = null) {
    await condition.acquire();
    const result = await condition.wait(timeout);
    await results.put([result, await condition.locked()]);
    await condition.release();
  }
  async function startWaiters(condition: mp.Condition, results: mp.Queue<unknown>, count: number, timeout: number | null = null) {
    const all = Array.from({ length: count }, () => new Process({ target: waiter, args: [condition, results, timeout] }));
    for (const each of all) each.start();
    while ((await condition.nWaiting()) < count) await sleep(0.005);
    return all;
  }
`;

it('Y-10 wait and notify need the lock', async (t) => {
  const lines = await shown(
    t,
    `
    for (const condition of [new mp.Condition(), new mp.Condition(new mp.Lock())]) {
      show(await thrown(() => condition.wait()));
      show(await thrown(() => condition.notify()));
      show(await thrown(() => condition.notifyAll()));
      show(await thrown(() => condition.waitFor(() => false)));
    }`,
  );
  const wait = 'AssertionError: must acquire() condition before using wait()';
  const notify = 'AssertionError: lock is not owned';
  assert.deepEqual(lines, [wait, notify, notify, wait, wait, notify, notify, wait]);
});

it('Y-11 wait(t) is false after t s; the lock is free meanwhile, also when held twice, and held as often afterwards', async (t) => {
  const lines = await shown(
    t,
    `
    const condition = new mp.Condition();
    await condition.acquire();
    await condition.acquire();
    const before = performance.now();
    const waiting = condition.wait(0.2);
    await sleep(0.05);
    show([await condition.locked(), String(condition)]);
    show(await waiting);
    const took = performance.now() - before;
    show(took >= 195 || took);
    show([await condition.locked(), String(condition)]);
    await condition.release();
    await condition.release();
    show(await thrown(() => condition.release()));
    const lock = new mp.Lock();
    const other = new mp.Condition(lock);
    await lock.acquire();
    show([await other.wait(0), await other.wait(-1), await lock.locked()]);
    `,
  );
  assert.deepEqual(lines, [
    [false, '<Condition(<RLock(None, 0)>, 1)>'],
    false,
    true,
    [true, '<Condition(<RLock(MainProcess, 2)>, 0)>'],
    'AssertionError: attempt to release recursive lock not owned by thread',
    [false, false, true],
  ]);
});

it('Y-11 Y-12 notify(n) wakes n that wait, notifyAll all; with nobody waiting nothing is kept', async (t) => {
  const lines = await shown(
    t,
    `
    ${WAITERS}
    if (import.meta.main) {
      const condition = new mp.Condition(), results = new mp.Queue<unknown>();
      await condition.runExclusive(async () => { await condition.notify(); await condition.notifyAll(); });
      const all = await startWaiters(condition, results, 5);
      for (const [notify, count] of [[() => condition.notify(), 1], [() => condition.notify(2), 2], [() => condition.notifyAll(), 2]] as const) {
        await condition.acquire();
        await notify();
        show([await results.empty(), await condition.nWaiting()]);
        await condition.release();
        for (let i = 0; i < count; i++) show(await results.get());
      }
      for (const each of all) await each.join();
      show(await results.empty());
    }`,
  );
  const woken = [true, true];
  assert.deepEqual(lines, [[true, 4], woken, [true, 2], woken, woken, [true, 0], woken, woken, true]);
});

it('Y-13 waitFor gives the last value of its predicate, which may be async', async (t) => {
  const lines = await shown(
    t,
    `
    async function count(condition: mp.Condition, queue: mp.Queue<number>) {
      for (let i = 1; i <= 4; i++) {
        await condition.acquire();
        await queue.put(i);
        await condition.notify();
        await condition.release();
      }
    }
    if (import.meta.main) {
      const condition = new mp.Condition(), queue = new mp.Queue<number>();
      await condition.acquire();
      show(await condition.waitFor(() => 7));
      const before = performance.now();
      show(await condition.waitFor(() => 0, 0.1));
      show(await condition.waitFor(async () => null, 0.1));
      const took = performance.now() - before;
      show(took >= 195 || took);
      show(await condition.waitFor(() => 0, -1));
      const process = new Process({ target: count, args: [condition, queue] });
      process.start();
      show(await condition.waitFor(async () => (await queue.qsize()) === 4));
      await condition.release();
      await process.join();
      const controller = new AbortController();
      await condition.acquire();
      const waiting = thrown(() => condition.waitFor(() => false, null, { signal: controller.signal }));
      await sleep(0.01);
      controller.abort(new Error('enough'));
      show([await waiting, String(condition)]);
    }`,
  );
  assert.deepEqual(lines, [7, 0, null, true, 0, true, ['Error: enough', '<Condition(<RLock(MainProcess, 1)>, 0)>']]);
});

it('Y-14 a Condition uses the lock that it is given, also in other processes; its text shows both', async (t) => {
  const lines = await shown(
    t,
    `
    ${WAITERS}
    async function use(condition: mp.Condition, lock: mp.Lock, other: mp.Condition) {
      await lock.acquire();
      show([String(condition), await condition.locked(), await other.locked()]);
      await condition.notify();
      await condition.release();
    }
    if (import.meta.main) {
      for (const lock of [new mp.Lock(), new mp.RLock()]) {
        const condition = new mp.Condition(lock), results = new mp.Queue<unknown>();
        const [process] = await startWaiters(condition, results, 1);
        const user = new Process({ target: use, args: [condition, lock, new mp.Condition()], name: 'user' });
        user.start();
        show(await results.get());
        for (const each of [process!, user]) await each.join();
      }
      const condition = new mp.Condition(), results = new mp.Queue<unknown>();
      const all = await startWaiters(condition, results, 4);
      await condition.acquire();
      show(String(condition));
      await condition.notifyAll();
      await condition.release();
      for (const each of all) await each.join();
    }`,
  );
  const sorted = (from: number): unknown[] =>
    lines.slice(from, from + 2).sort((a, b) => String(a).localeCompare(String(b)));
  assert.deepEqual(sorted(0), [
    ['<Condition(<Lock(owner=user)>, 0)>', true, false],
    [true, true],
  ]);
  assert.deepEqual(sorted(2), [
    ['<Condition(<RLock(user, 1)>, 0)>', true, false],
    [true, true],
  ]);
  assert.equal(lines[4], '<Condition(<RLock(MainProcess, 1)>, 4)>');
});

it('B-07 a waiter that ends is forgotten, and the others are notified', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    ${WAITERS}
    if (import.meta.main) {
      const condition = new mp.Condition(), results = new mp.Queue<unknown>();
      const [first] = await startWaiters(condition, results, 1);
      const second = new Process({ target: waiter, args: [condition, results] });
      second.start();
      while ((await condition.nWaiting()) < 2) await sleep(0.005);
      first!.kill();
      await first!.join();
      await condition.runExclusive(() => condition.notify());
      show(await results.get());
      await second.join();
      show(await condition.nWaiting());
    }`,
  );
  assert.deepEqual(lines, [[true, true], 0]);
});

it("Y-22 conditions, barriers and semaphores travel through queues, and classes of one's own with their fields", async (t) => {
  const lines = await shown(
    t,
    `
    class Slots extends mp.BoundedSemaphore { label = ''; }
    class Gate extends mp.Condition { tries = 0; }
    type Shared = { condition: mp.Condition; barrier: mp.Barrier; slots: Slots; gate: Gate };
    async function child(queue: mp.Queue<Shared>) {
      const { condition, barrier, slots, gate } = await queue.get();
      show([slots instanceof Slots, slots.label, String(slots), await slots.getValue()]);
      show([gate instanceof Gate, gate.tries, String(gate)]);
      await slots.release();
      await condition.runExclusive(() => condition.notify());
      await gate.acquire();
      await barrier.wait();
      await gate.release();
    }
    if (import.meta.main) {
      const queue = new mp.Queue<Shared>(), condition = new mp.Condition(), barrier = new mp.Barrier(2);
      const slots = new Slots(2), gate = new Gate(new mp.Lock());
      slots.label = 'two';
      gate.tries = 3;
      await slots.acquire();
      const process = new Process({ target: child, args: [queue] });
      process.start();
      await condition.acquire();
      await queue.put({ condition, barrier, slots, gate });
      show([await condition.wait(), await slots.getValue()]);
      await barrier.wait();
      await gate.acquire();
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [
    [true, 'two', '<Slots(value=1, maxvalue=2)>', 1],
    [true, 3, '<Gate(<Lock(owner=None)>, 0)>'],
    [true, 2],
  ]);
});
