/** Lock and RLock: the rows Y-01 to Y-07, Y-21, Y-22 and B-07 of the behaviour checklist, each shown by a program. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('Y-01 acquire is true, or false when not free: at once, or after the timeout; the owner gets false, too', async (t) => {
  const lines = await shown(
    t,
    `
    const lock = new mp.Lock();
    show(await lock.acquire());
    show(await lock.acquire({ block: false }));
    show(await lock.acquire({ timeout: -1 }));
    const before = performance.now();
    show(await lock.acquire({ timeout: 0.2 }));
    const took = performance.now() - before;
    show(took >= 195 || took);
    await lock.release();
    show(await lock.acquire({ block: false }));
    for (const options of [{ blocking: false }, false, { timeout: 'soon' }]) show(await thrown(() => lock.acquire(options as never)));
    `,
  );
  assert.deepEqual(lines, [
    true,
    false,
    false,
    false,
    true,
    true,
    "TypeError: acquire() has no option 'blocking'; it has block, timeout, signal",
    'TypeError: the options of acquire() must be an object such as { timeout: 2 } (seconds) or { block: false }, not false',
    "TypeError: timeout must be a number of seconds or null, not 'soon'",
  ]);
});

it('Y-02 release of a free Lock is a ValueError', async (t) => {
  const lines = await shown(
    t,
    `
    const lock = new mp.Lock();
    show(await thrown(() => lock.release()));
    await lock.acquire();
    await lock.release();
    show(await thrown(() => lock.release()));
    show(await lock.acquire({ block: false }));
    `,
  );
  const text = 'ValueError: semaphore or lock released too many times';
  assert.deepEqual(lines, [text, text, true]);
});

it('Y-03 any process may release a Lock, and another take it', async (t) => {
  const lines = await shown(
    t,
    `
    async function release(lock: mp.Lock) { await lock.release(); show(await thrown(() => lock.release())); }
    async function take(lock: mp.Lock) { show(await lock.acquire({ block: false })); await lock.release(); }
    if (import.meta.main) {
      const lock = new mp.Lock();
      await lock.acquire();
      for (const target of [release, take]) {
        const process = new Process({ target, args: [lock] });
        process.start();
        await process.join();
      }
      show(String(lock));
      show(await thrown(() => lock.release()));
    }`,
  );
  const text = 'ValueError: semaphore or lock released too many times';
  assert.deepEqual(lines, [text, true, '<Lock(owner=None)>', text]);
});

it('Y-04 Y-07 the texts of Lock and RLock say who has them', async (t) => {
  const lines = await shown(
    t,
    `
    import { inspect } from 'node:util';
    class Mutex extends mp.Lock {}
    async function child(lock: mp.Lock, rlock: mp.RLock) {
      show([String(lock), String(rlock)]);
      await lock.acquire();
      await rlock.acquire();
      show([String(lock), String(rlock)]);
      await lock.release();
      await rlock.release();
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), rlock = new mp.RLock();
      show([inspect(lock), inspect(rlock), String(new Mutex())]);
      await lock.acquire();
      for (let i = 0; i < 3; i++) await rlock.acquire();
      show([String(lock), String(rlock)]);
      const process = new Process({ target: child, args: [lock, rlock], name: 'Process-2' });
      process.start();
      await sleep(0); // it was given what is known now
      await lock.release();
      for (let i = 0; i < 3; i++) await rlock.release();
      await process.join();
      show([String(lock), String(rlock), await lock.locked(), await rlock.locked()]);
    }`,
  );
  assert.deepEqual(lines, [
    ['<Lock(owner=None)>', '<RLock(None, 0)>', '<Mutex(owner=None)>'],
    ['<Lock(owner=MainProcess)>', '<RLock(MainProcess, 3)>'],
    ['<Lock(owner=SomeOtherProcess)>', '<RLock(SomeOtherProcess, nonzero)>'],
    ['<Lock(owner=Process-2)>', '<RLock(Process-2, 1)>'],
    ['<Lock(owner=None)>', '<RLock(None, 0)>', false, false],
  ]);
});

it('Y-04 Y-07 a process that was told that another has it shows so; locked() tells', async (t) => {
  const lines = await shown(
    t,
    `
    async function hold(lock: mp.Lock, rlock: mp.RLock, held: mp.Event, go: mp.Event) {
      await lock.acquire();
      await rlock.acquire();
      await held.set();
      await go.wait();
      await lock.release();
      await rlock.release();
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), rlock = new mp.RLock(), held = new mp.Event(), go = new mp.Event();
      const process = new Process({ target: hold, args: [lock, rlock, held, go] });
      process.start();
      await held.wait();
      show([await lock.locked(), await rlock.locked(), await lock.acquire({ block: false }), await rlock.acquire({ timeout: 0 })]);
      show([String(lock), String(rlock)]);
      await go.set();
      await process.join();
      show([await lock.locked(), await rlock.locked(), String(lock), String(rlock)]);
    }`,
  );
  assert.deepEqual(lines, [
    [true, true, false, false],
    ['<Lock(owner=SomeOtherProcess)>', '<RLock(SomeOtherProcess, nonzero)>'],
    [false, false, '<Lock(owner=None)>', '<RLock(None, 0)>'],
  ]);
});

it('Y-05 runExclusive and hold release in the end, also after an error', async (t) => {
  const lines = await shown(
    t,
    `
    for (const lock of [new mp.Lock(), new mp.RLock(), new mp.Semaphore(1), new mp.Condition()]) {
      show(await lock.runExclusive(async () => lock.locked()));
      show(await thrown(() => lock.runExclusive(() => { throw new mp.ValueError('inside'); })));
      const held = await lock.hold();
      show(await lock.locked());
      await held[Symbol.asyncDispose]();
      await held[Symbol.asyncDispose]();
      show(await lock.locked());
    }`,
  );
  const each = [true, 'ValueError: inside', true, false];
  assert.deepEqual(lines, [...each, ...each, ...each, ...each]);
});

it('Y-06 the owner may acquire an RLock again, and must release it as often; others are refused', async (t) => {
  const lines = await shown(
    t,
    `
    async function other(lock: mp.RLock) {
      show(await lock.acquire({ block: false }));
      show(await thrown(() => lock.release()));
    }
    async function inOther(lock: mp.RLock) {
      const process = new Process({ target: other, args: [lock] });
      process.start();
      await process.join();
    }
    if (import.meta.main) {
      const lock = new mp.RLock();
      show(await thrown(() => lock.release()));
      show([await lock.acquire(), await lock.acquire({ block: false }), await lock.acquire({ timeout: 1 })]);
      await lock.release();
      await lock.release();
      await inOther(lock);
      await lock.release();
      await inOther(lock);
      show(await thrown(() => lock.release()));
    }`,
  );
  const refused = 'AssertionError: attempt to release recursive lock not owned by thread';
  assert.deepEqual(lines, [refused, [true, true, true], false, refused, true, 'nothing was thrown', refused]);
});

it('Y-06 tasks of one process share its RLock, also when they ask for it at the same time', async (t) => {
  const lines = await shown(
    t,
    `
    const lock = new mp.RLock();
    show(await Promise.all([lock.acquire(), lock.acquire(), lock.acquire()]));
    show(String(lock));
    await Promise.all([lock.release(), lock.release()]);
    show(await lock.locked());
    await lock.release();
    show(await lock.locked());
    `,
  );
  assert.deepEqual(lines, [[true, true, true], '<RLock(MainProcess, 3)>', true, false]);
});

it('Y-01 a signal gives the wait up, and leaves its place to others', async (t) => {
  const lines = await shown(
    t,
    `
    const lock = new mp.Lock();
    await lock.acquire();
    show(await thrown(() => lock.acquire({ signal: AbortSignal.abort(new Error('no more')) })));
    const controller = new AbortController();
    const waiting = thrown(() => lock.acquire({ signal: controller.signal }));
    const next = lock.acquire();
    await sleep(0.01);
    controller.abort(new Error('enough'));
    show(await waiting);
    await lock.release();
    show(await next);
    show(await thrown(() => lock.hold({ signal: controller.signal })));
    `,
  );
  assert.deepEqual(lines, ['Error: no more', 'Error: enough', true, 'Error: enough']);
});

it('Y-01 one process at a time has a lock, and those who wait get it in turn', async (t) => {
  const lines = await shown(
    t,
    `
    async function count(lock: mp.Lock, values: mp.Queue<number>, done: mp.Queue<number>) {
      for (let i = 0; i < 100; i++) {
        await lock.runExclusive(async () => {
          const value = await values.getNowait(); // Empty, if another were in here
          if (i % 10 === 0) await sleep(0.001);
          await values.put(value + 1);
        });
      }
      await done.put(1);
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), values = new mp.Queue<number>(), done = new mp.Queue<number>();
      await values.put(0);
      const all = [1, 2, 3].map(() => new Process({ target: count, args: [lock, values, done] }));
      for (const each of all) each.start();
      for (const each of all) await each.join();
      show([await done.qsize(), await values.get()]);
    }`,
  );
  assert.deepEqual(lines, [[3, 300]]);
});

it('Y-01 a burst in one process keeps another waiting for some milliseconds only', async (t) => {
  const lines = await shown(
    t,
    `
    async function burst(lock: mp.Lock, ready: mp.Event, stop: mp.Event) {
      for (let i = 0; !(i % 1000 === 0 && (await stop.isSet())); i++) {
        await lock.acquire();
        await lock.release();
        if (i === 5000) await ready.set();
      }
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), ready = new mp.Event(), stop = new mp.Event();
      const process = new Process({ target: burst, args: [lock, ready, stop] });
      process.start();
      await ready.wait();
      const times: number[] = [];
      for (let i = 0; i < 50; i++) {
        const before = performance.now();
        await lock.acquire();
        times.push(performance.now() - before);
        await lock.release();
        await sleep(0.001);
      }
      await stop.set();
      await process.join();
      const median = times.sort((a, b) => a - b)[25]!;
      show(median < 20 || times);
    }`,
  );
  assert.deepEqual(lines, [true]);
});

it('Y-01 a process that computes after each burst lets others have the lock meanwhile', async (t) => {
  const lines = await shown(
    t,
    `
    async function work(lock: mp.Lock, ready: mp.Event) {
      for (let round = 0; round < 7; round++) {
        for (let i = 0; i < 2000; i++) {
          await lock.acquire();
          await lock.release();
        }
        if (round === 0) await ready.set();
        const until = performance.now() + 800; // many times what a busy machine keeps the other from running
        while (performance.now() < until);
      }
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), ready = new mp.Event();
      const process = new Process({ target: work, args: [lock, ready] });
      process.start();
      await ready.wait();
      const long: number[] = [];
      while (process.isAlive()) {
        const before = performance.now();
        await lock.acquire();
        const took = performance.now() - before;
        if (took > 700) long.push(took);
        await lock.release();
        await sleep(0.002);
      }
      show(long.length <= 4 || long);
    }`,
  );
  assert.deepEqual(lines, [true]);
});

it('Y-01 in a burst, what a process says to others comes after its release', async (t) => {
  const lines = await shown(
    t,
    `
    async function other(lock: mp.Lock, queue: mp.Queue<number>, answers: mp.Queue<boolean>) {
      for (let i = 0; i < 30; i++) {
        await queue.get();
        const free = await lock.acquire({ block: false });
        if (free) await lock.release();
        await answers.put(free);
      }
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), queue = new mp.Queue<number>(), answers = new mp.Queue<boolean>();
      const process = new Process({ target: other, args: [lock, queue, answers] });
      process.start();
      const free: boolean[] = [];
      for (let i = 0; i < 30; i++) {
        for (let j = 0; j < 1000; j++) {
          await lock.acquire();
          await lock.release();
        }
        await queue.put(i);
        const until = performance.now() + 2;
        while (performance.now() < until); // it does not come to its event loop
        free.push(await answers.get());
      }
      await process.join();
      show(free.filter((each) => each).length);
    }`,
  );
  assert.deepEqual(lines, [30]);
});

it('Y-22 locks travel to processes and through queues, and are the same object when they come back', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(queue: mp.Queue<unknown>, [lock]: mp.Lock[], back: mp.Queue<unknown>) {
      const { again, rlock } = (await queue.get()) as { again: mp.Lock; rlock: mp.RLock };
      show(again === lock);
      await rlock.acquire();
      await again.acquire();
      await back.put([again, rlock]);
      await queue.get();
      await rlock.release();
      await again.release();
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), rlock = new mp.RLock(), queue = new mp.Queue<unknown>(), back = new mp.Queue<unknown>();
      const process = new Process({ target: child, args: [queue, [lock], back] });
      process.start();
      await queue.put({ again: lock, rlock });
      const [one, two] = (await back.get()) as mp.Lock[];
      show([one === lock, two === rlock, await lock.locked(), await rlock.locked()]);
      await queue.put(null);
      await process.join();
      show([await lock.locked(), await rlock.locked()]);
    }`,
  );
  assert.deepEqual(lines, [true, [true, true, true, true], [false, false]]);
});

it(
  'Y-21 B-07 the lock of a process that was killed goes to the next waiter, with a warning',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const { stdout, stderr } = await runProgram(
      t,
      `
    async function holder(lock: mp.Lock, held: mp.Event) {
      await lock.acquire();
      if (lock instanceof mp.RLock) await lock.acquire();
      await held.set();
      await sleep(60);
    }
    async function waiter(lock: mp.Lock) {
      mp.logToStderr(mp.WARNING);
      await lock.acquire();
      console.log(String(lock));
      await lock.release();
      await lock.acquire();
      await lock.release();
    }
    if (import.meta.main) {
      for (const lock of [new mp.Lock({ name: 'log file' }), new mp.RLock({ name: 'shared table' })]) {
        const held = new mp.Event();
        const first = new Process({ target: holder, args: [lock, held], name: 'holder' });
        first.start();
        await held.wait();
        const second = new Process({ target: waiter, args: [lock], name: 'waiter' });
        second.start();
        while (await lock.acquire({ block: false })) throw new Error('it is not held');
        first.kill();
        await first.join();
        await second.join();
        console.log(first.pid, second.exitcode);
      }
    }`,
    );
    const [one, firstPid, two, secondPid] = stdout.split('\n');
    assert.deepEqual([one, two], ['<Lock(owner=waiter)>', '<RLock(waiter, 1)>']);
    const warning = (name: string, pid = '') =>
      `[WARNING/waiter] ${name} was held by holder (pid ${pid.split(' ')[0]}), which has ended with exit code -9; ` +
      'it is yours now, and what it protects may be half done';
    assert.deepEqual(stderr.trimEnd().split('\n'), [warning('log file', firstPid), warning('shared table', secondPid)]);
    assert.ok(firstPid?.endsWith(' 0') && secondPid?.endsWith(' 0'), stdout);
  },
);

it('B-07 with nobody waiting, the lock of a process that ended is free at once, and who takes it is warned', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `
    async function forget(lock: mp.Lock) { await lock.acquire(); }
    if (import.meta.main) {
      mp.logToStderr(mp.WARNING);
      const lock = new mp.Lock({ name: 'door' });
      for (let i = 0; i < 2; i++) {
        const process = new Process({ target: forget, args: [lock] });
        process.start();
        await process.join();
        show(await lock.acquire({ block: false }));
        await lock.release();
        show(await lock.acquire({ block: false }));
        await lock.release();
      }
    }`,
  );
  assert.deepEqual(stdout.trim().split('\n'), ['true', 'true', 'true', 'true']);
  assert.match(
    stderr,
    /^\[WARNING\/MainProcess\] door was held by Process-1 \(pid \d+\), which has ended(?: with exit code 0)?; .*\n\[WARNING\/MainProcess\] door was held by Process-2 .*\n$/,
  );
});

it('B-07 a waiter that ends leaves its place to the next', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    async function waiter(lock: mp.Lock, ready: mp.Queue<number>) {
      const got = lock.acquire();
      await ready.put(1);
      await got;
      await lock.release();
    }
    if (import.meta.main) {
      const lock = new mp.Lock(), ready = new mp.Queue<number>();
      await lock.acquire();
      const [first, second] = [1, 2].map(() => new Process({ target: waiter, args: [lock, ready] })) as [mp.Process, mp.Process];
      for (const each of [first, second]) {
        each.start();
        await ready.get();
      }
      first.kill();
      await first.join();
      await lock.release();
      await second.join();
      show([first.exitcode, second.exitcode, await lock.acquire({ block: false })]);
    }`,
  );
  assert.deepEqual(lines, [[-9, 0, true]]);
});

it('B-07 a process killed in a burst leaves the lock to others', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    async function burst(lock: mp.Lock, ready: mp.Event) {
      for (let i = 0; ; i++) {
        await lock.acquire();
        await lock.release();
        if (i === 2000) await ready.set();
      }
    }
    if (import.meta.main) {
      const lock = new mp.Lock();
      for (let i = 0; i < 3; i++) {
        const ready = new mp.Event();
        const process = new Process({ target: burst, args: [lock, ready] });
        process.start();
        await ready.wait();
        process.kill();
        show(await lock.acquire({ timeout: 5 }));
        await lock.release();
        await process.join();
      }
    }`,
  );
  assert.deepEqual(lines, [true, true, true]);
});

it('Y-01 who waits for a lock that only itself could release is told so', async (t) => {
  const { stderr, code } = await runProgram(
    t,
    `
    const lock = new mp.Lock();
    await lock.acquire();
    await lock.acquire();
    `,
  );
  assert.equal(code, 1);
  assert.match(stderr, /EOFError: Lock\.acquire waits in vain/);
});

it('a burst goes on after a short pause: the lock stays with the process, and costs no messages', async (t) => {
  const lines = await shown(
    t,
    `
    import fs from 'node:fs';
    if (import.meta.main) {
      const lock = new mp.Lock();
      let writes = 0;
      const { writeSync } = fs;
      fs.writeSync = ((...args: Parameters<typeof writeSync>) => (writes++, writeSync(...args))) as typeof writeSync;
      for (let burst = 0; burst < 200; burst++) {
        for (let turn = 0; turn < 50; turn++) {
          await lock.acquire();
          await lock.release();
        }
        for (const until = performance.now() + 0.2; performance.now() < until; ); // as long as a collection of garbage
      }
      show(writes < 200 * 16 || writes);
    }
    `,
  );
  assert.deepEqual(lines, [true]);
});
