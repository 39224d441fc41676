/** What a SyncManager makes besides dicts and lists: the rows M-08 to M-11 of the behaviour checklist, and B-07. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('M-08 Value and Array have values, texts and atomic steps; the type of a Value is only shown', async (t) => {
  const lines = await shown(
    t,
    `
    async function count(value: mp.ValueProxy, array: mp.ArrayProxy, index: number) {
      for (let n = 0; n < 50; n++) { await value.add(1); await array.add(index, 2); }
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const value = manager.Value('i', 3), array = manager.Array('i', [1, 2]);
      show([await value.get(), await value._str(), await array._str(), array.length, await array.get(-1)]);
      await value.set('anything' as never);
      show([await value.get(), await thrown(() => value.add(1))]);
      await value.set(0);
      for (const body of [() => array.get(2), () => array.set(-3, 1), () => array.set(0, 'x' as never), () => array.get(0.5), () => manager.Array('x' as never, [1]).get(0), () => manager.Array('i', ['y' as never]).get(0)])
        show(await thrown(body));
      const bigs = manager.Array('q', 2);
      await bigs.set(1, 2n ** 40n);
      show([await bigs._str(), bigs.length, String(await bigs.add(1, 1n))]);
      const all = [0, 1].map((index) => new Process({ target: count, args: [value, array, index] }));
      for (const process of all) process.start();
      for (const process of all) await process.join();
      const seen: number[] = [];
      for await (const number of array) seen.push(number);
      show([await value.get(), seen, await array.slice(1), await array._getvalue()]);
      const list = manager.Value('x', [1]);
      show(await thrown(async () => (await list.get()).push(2)));
    }`,
  );
  assert.deepEqual(lines, [
    [3, "Value('i', 3)", "array('i', [1, 2])", 2, 2],
    ['anything', "TypeError: cannot add 1 to 'anything'"],
    'IndexError: array index out of range',
    'IndexError: array assignment index out of range',
    "TypeError: c_int ('i') takes an integer, not 'x'",
    'TypeError: array indices must be integers',
    "TypeError: this type has no size: 'x' is none of the typecodes b B h H i I l L q Q f d c u",
    "TypeError: c_int ('i') takes an integer, not 'y'",
    ["array('q', [0, 1099511627776])", 2, '1099511627777'],
    [100, [101, 102], [102], [101, 102]],
    'TypeError: Cannot add property 1, object is not extensible',
  ]);
});

it('M-09 a Queue is that of the module queue: exact sizes, Empty, Full, timeouts', async (t) => {
  const lines = await shown(
    t,
    `
    async function produce(queue: mp.QueueProxy<unknown>) {
      for (const item of [1, { two: 2 }, [3]]) await queue.put(item);
      await queue.put(null);
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const queue = manager.Queue<unknown>(2);
      show([await queue.empty(), await queue.full(), await queue.qsize()]);
      show([await thrown(() => queue.getNowait()), await thrown(() => queue.get({ block: false }))]);
      let start = performance.now();
      show([await thrown(() => queue.get({ timeout: 0.2 })), performance.now() - start > 195]);
      await queue.put('a');
      await queue.putNowait('b');
      show([await queue.empty(), await queue.full(), await queue.qsize(), await thrown(() => queue.putNowait('c'))]);
      start = performance.now();
      show([await thrown(() => queue.put('c', { timeout: 0.2 })), performance.now() - start > 195]);
      const blocked = queue.put('d');
      show([await queue.get(), await blocked ?? 'put', await queue.get(), await queue.get(), await queue.qsize()]);
      const getting = queue.get();
      await queue.put({ mutable: [] });
      const item = await getting as { mutable: number[] };
      item.mutable.push(1); // it is the receiver's own
      show([item, 'close' in queue, 'join' in queue]);
      const producer = new Process({ target: produce, args: [queue] });
      producer.start();
      const items: unknown[] = [];
      for await (const item of queue) items.push(item);
      show(items);
      await producer.join();
      const stop = new AbortController();
      const given = queue.get({ signal: stop.signal });
      stop.abort(new Error('enough'));
      show([await thrown(() => given), await thrown(() => queue.get({ signal: stop.signal }))]);
      await queue.put('not for the one who gave up');
      show(await queue.get());
      show([await thrown(() => queue.get({ timeout: 'soon' as never })), await thrown(() => manager.Queue('x' as never).qsize())]);
    }`,
  );
  assert.deepEqual(lines, [
    [true, false, 0],
    ['Empty', 'Empty'],
    ['Empty', true],
    [false, true, 2, 'Full'],
    ['Full', true],
    ['a', 'put', 'b', 'd', 0],
    [{ mutable: [1] }, false, false],
    [1, { two: 2 }, [3]],
    ['Error: enough', 'Error: enough'],
    'not for the one who gave up',
    [
      "TypeError: timeout must be a number of seconds or null, not 'soon'",
      "TypeError: maxsize must be a number, not 'x'",
    ],
  ]);
});

it('M-09 a JoinableQueue waits until its items are done', async (t) => {
  const lines = await shown(
    t,
    `
    async function work(queue: mp.JoinableQueueProxy<number>, done: mp.ListProxy<number>) {
      for await (const item of queue) {
        await done.push(item);
        await queue.taskDone();
      }
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const queue = manager.JoinableQueue<number | null>(), done = manager.list<number>();
      await queue.join();
      show(await thrown(() => queue.taskDone()));
      const workers = [1, 2].map(() => new Process({ target: work, args: [queue, done] as never }));
      for (const worker of workers) worker.start();
      for (let n = 0; n < 20; n++) await queue.put(n);
      await queue.join();
      show((await done.slice()).length);
      for (const _ of workers) await queue.put(null);
      for (const worker of workers) await worker.join();
      await queue.join();
      show(await thrown(() => queue.taskDone()));
    }`,
  );
  const tooOften = 'ValueError: task_done() called too many times';
  assert.deepEqual(lines, [tooOften, 20, tooOften]);
});

it('M-10 locks and semaphores have the errors of the module threading', async (t) => {
  const lines = await shown(
    t,
    `
    async function other(lock: mp.LockProxy, rlock: mp.RLockProxy) {
      show([await lock.acquire({ block: false }), await rlock.acquire({ timeout: 0.01 }), await lock.locked()]);
      show(await thrown(() => rlock.release()));
      await lock.release(); // any process may
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const lock = manager.Lock(), rlock = manager.RLock(), semaphore = manager.Semaphore(1), bounded = manager.BoundedSemaphore(2);
      show([await thrown(() => lock.release()), await thrown(() => rlock.release()), await thrown(() => bounded.release())]);
      show([await lock.acquire(), await lock.acquire({ block: false }), await lock.acquire({ timeout: -1 }), await lock.acquire({ timeout: 0.05 })]);
      show([await rlock.acquire(), await rlock.acquire(), await rlock.locked()]);
      const process = new Process({ target: other, args: [lock, rlock] });
      process.start();
      await process.join();
      show([await lock.locked(), await lock.runExclusive(async () => lock.locked()), await lock.locked()]);
      await rlock.release();
      await rlock.release();
      show([await rlock.locked(), await thrown(() => rlock.release())]);
      await semaphore.release();
      show([await semaphore.getValue(), await semaphore.acquire(), await semaphore.acquire(), await semaphore.acquire({ block: false }), await semaphore.locked()]);
      show([await bounded.acquire(), await bounded.getValue(), await thrown(() => manager.Semaphore(-1).getValue())]);
      {
        await using _ = await lock.hold();
        show(await lock.locked());
      }
      show([await lock.locked(), await thrown(() => lock.acquire({ blocking: false } as never))]);
      await lock.acquire();
      const second = lock.acquire(), third = lock.acquire({ signal: AbortSignal.timeout(20) });
      show(await thrown(() => third));
      await lock.release();
      show(await second);
    }`,
  );
  assert.deepEqual(lines, [
    [
      'RuntimeError: release unlocked lock',
      'RuntimeError: cannot release un-acquired lock',
      'ValueError: Semaphore released too many times',
    ],
    [true, false, false, false],
    [true, true, true],
    [false, false, true],
    'RuntimeError: cannot release un-acquired lock',
    [false, true, false],
    [false, 'RuntimeError: cannot release un-acquired lock'],
    [2, true, true, false, true],
    [true, 1, 'ValueError: semaphore initial value must be >= 0'],
    true,
    [false, "TypeError: acquire() has no option 'blocking'; it has block, timeout, signal"],
    'TimeoutError: The operation was aborted due to timeout',
    true,
  ]);
});

it('M-11 an Event wakes all that wait', async (t) => {
  const lines = await shown(
    t,
    `
    async function wait(event: mp.EventProxy, ready: mp.SemaphoreProxy, seen: mp.ListProxy) {
      await ready.release();
      await seen.push(await event.wait());
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const event = manager.Event(), ready = manager.Semaphore(0), seen = manager.list();
      show([await event.isSet(), await event.wait(0), await event.wait(0.05)]);
      const all = [1, 2, 3].map(() => new Process({ target: wait, args: [event, ready, seen] }));
      for (const process of all) process.start();
      for (const _ of all) await ready.acquire();
      await event.set();
      for (const process of all) await process.join();
      show([await event.isSet(), await event.wait(), await seen.slice()]);
      await event.clear();
      show([await event.isSet(), await thrown(() => event.wait(null, { signal: AbortSignal.timeout(20) }))]);
    }`,
  );
  assert.deepEqual(lines, [
    [false, false, false],
    [true, true, [true, true, true]],
    [false, 'TimeoutError: The operation was aborted due to timeout'],
  ]);
});

it('M-11 a Condition waits with its lock released; waitFor asks in the caller', async (t) => {
  const lines = await shown(
    t,
    `
    async function wait(condition: mp.ConditionProxy, state: mp.ValueProxy, log: mp.QueueProxy) {
      await condition.runExclusive(async () => {
        await log.put('waits');
        await condition.wait();
        await log.put('notified');
      });
      let asked = 0;
      await condition.runExclusive(async () => {
        await log.put('waits');
        await condition.waitFor(async () => { asked++; return (await state.get()) >= 2; });
      });
      await log.put('asked ' + asked);
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const lock = manager.Lock();
      const condition = manager.Condition(lock), state = manager.Value('i', 0), log = manager.Queue<string>();
      show([await thrown(() => condition.wait()), await thrown(() => condition.notify()), await thrown(() => condition.release())]);
      const process = new Process({ target: wait, args: [condition, state, log] });
      process.start();
      show(await log.get());
      show(await condition.runExclusive(async () => { await condition.notify(); return lock.locked(); }));
      show([await log.get(), await log.get()]);
      for (let n = 0; n < 2; n++)
        await condition.runExclusive(async () => { await state.add(1); await condition.notifyAll(); });
      show((await log.get()).replace(/[23]/, 'two or three times'));
      await process.join();
      const own = manager.Condition();
      show(await own.runExclusive(async () => [
        await own.acquire(), // an RLock's
        await own.wait(0.05),
        await own.waitFor(() => false, 0.05),
        await own.waitFor(() => 'at once'),
        await thrown(() => own.wait(null, { signal: AbortSignal.timeout(20) })),
        await own.release() ?? 'still held',
        await own.locked(),
      ]));
      show([await own.locked(), await thrown(() => manager.Condition(manager.Event() as never).locked())]);
    }`,
  );
  assert.deepEqual(lines, [
    ['wait on', 'notify on']
      .map((what) => `RuntimeError: cannot ${what} un-acquired lock`)
      .concat('RuntimeError: release unlocked lock'),
    'waits',
    true,
    ['notified', 'waits'],
    'asked two or three times',
    [true, false, false, 'at once', 'TimeoutError: The operation was aborted due to timeout', 'still held', true],
    [false, "TypeError: the lock of a manager's Condition must be a Lock or RLock of the same manager"],
  ]);
});

it('M-11 a Barrier lets so many go on together, and breaks when one does not come', async (t) => {
  const lines = await shown(
    t,
    `
    const ran: number[] = [];
    function act() { ran.push(1); }
    function fail() { throw new RangeError('the action failed'); }
    class Ran { count() { return ran.length; } }
    class MyManager extends mp.SyncManager { declare readonly Ran: mp.Made<typeof Ran>; }
    MyManager.register('Ran', Ran);
    async function meet(barrier: mp.BarrierProxy, places: mp.ListProxy<number>) {
      for (let round = 0; round < 3; round++) await places.push(await barrier.wait());
    }
    if (import.meta.main) {
      await using manager = await new MyManager().start();
      const barrier = manager.Barrier(3, act), places = manager.list<number>();
      show([barrier.parties, await barrier.nWaiting(), await barrier.broken()]);
      const all = [1, 2, 3].map(() => new Process({ target: meet, args: [barrier, places] }));
      for (const process of all) process.start();
      for (const process of all) await process.join();
      show([(await places.slice()).sort().join(''), await manager.Ran().count(), ran.length]);
      const waits = [barrier.wait(), barrier.wait(0.05)];
      show([await thrown(() => waits[0]!), await thrown(() => waits[1]!), await barrier.broken(), await thrown(() => barrier.wait())]);
      await barrier.reset();
      const [one, two] = [barrier.wait(), barrier.wait()];
      while ((await barrier.nWaiting()) < 2) await sleep(0.005);
      await barrier.reset();
      show([await thrown(() => one), await thrown(() => two), await barrier.broken()]);
      const aborted = barrier.wait();
      await barrier.abort();
      show([await thrown(() => aborted), await barrier.broken()]);
      const failing = manager.Barrier(2, fail);
      const other = failing.wait();
      other.catch(() => {});
      show([await thrown(() => failing.wait()), await thrown(() => other)]);
      const given = manager.Barrier(2);
      const partner = given.wait();
      partner.catch(() => {});
      show(await thrown(() => manager.Barrier(0).nWaiting()));
      show([await thrown(() => given.wait(null)) , await partner]);
      const lonely = manager.Barrier(2);
      show([await thrown(() => lonely.wait(null, { signal: AbortSignal.timeout(20) })), await lonely.broken()]);
    }`,
  );
  const broken = 'BrokenBarrierError';
  assert.deepEqual(lines, [
    [3, 0, false],
    ['000111222', 3, 0],
    [broken, broken, true, broken],
    [broken, broken, false],
    [broken, true],
    ['RangeError: the action failed', broken],
    'ValueError: parties must be > 0',
    ['nothing was thrown', 0],
    ['TimeoutError: The operation was aborted due to timeout', true],
  ]);
});

it('M-11 R-10 a Pool is shared by a proxy; its workers end with the server', async (t) => {
  const lines = await shown(
    t,
    `
    const square = async (n: number) => n * n;
    function sum(a: number, b: number) { return a + b; }
    function failAtTwo(n: number) { if (n === 2) throw new RangeError('two'); return n; }
    async function child(pool: mp.PoolProxy) { show(await pool.map(square, [4, 5])); }
    async function* endless() { yield 1; yield 2; }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const pool = manager.Pool(2);
      show([await pool.apply(sum, [1, 2]), await pool.map(square, new Set([1, 2])), await pool.starmap(sum, [[1, 2], [3, 4]])]);
      const process = new Process({ target: child, args: [pool] });
      process.start();
      await process.join();
      const later = pool.applyAsync(sum, [5, 5], { callback: (value) => show('called with ' + value) });
      show([await later.get(10), later.ready(), later.successful(), await pool.mapAsync(square, [3])]);
      const seen: number[] = [];
      for await (const result of pool.imap(square, endless(), { chunksize: 1 })) seen.push(result);
      for await (const result of pool.imapUnordered(square, [3, 3])) seen.push(result);
      show(seen);
      const error = await pool.map(failAtTwo, [1, 2, 3]).catch((error: unknown) => error) as Error;
      show([error instanceof RangeError, error.message, error.cause instanceof mp.RemoteTraceback]);
      show([await manager.numberOfObjects(), await thrown(() => pool.join()), await pool._str()]);
      await pool.close();
      await pool.join();
      show(await thrown(() => pool.apply(sum, [1, 1])));
      show(await thrown(() => manager.Pool(0).apply(sum, [1, 1])));
      show(await manager.Pool(1).map(square, [6])); // runs on when the server is shut down
    }`,
  );
  assert.deepEqual(lines, [
    [3, [1, 4], [3, 7]],
    [16, 25],
    'called with 10',
    [10, true, true, [9]],
    [1, 4, 9, 9],
    [true, 'two', true],
    [1, 'ValueError: Pool is still running', '<multiprocessing.pool.Pool state=RUN pool_size=2>'],
    'ValueError: Pool not running',
    'ValueError: Number of processes must be at least 1',
    [36],
  ]);
});

it('M-11 L-06 L-14 imap of a shared Pool takes items as results are taken: of an endless generator too', async (t) => {
  const lines = await shown(
    t,
    `
    const square = (n: number) => n * n;
    let taken = 0;
    let closed = 0;
    function* endless() { try { for (;;) yield taken++; } finally { closed++; } }
    async function* endlessLater() { yield* endless(); }
    function* failing() { yield 1; yield 2; throw new RangeError('no third'); }
    function* unsendable() { yield 3; yield (() => {}) as never; }
    async function killed(pool: mp.PoolProxy, first: mp.QueueProxy<number>) {
      for await (const one of pool.imap(square, endless())) if (one === 4) await first.put(one);
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const pool = manager.Pool(2);
      for (const source of [endless, endlessLater]) for (const chunksize of [1, 3]) {
        const seen: number[] = [];
        for await (const one of pool.imap(square, source(), { chunksize })) if (seen.push(one) === 100) break;
        show([seen.every((one, i) => one === i ** 2), taken < 1_000 || taken, closed]);
        taken = 0;
      }
      for (const source of [failing, unsendable]) {
        const seen: number[] = []; // either worker may be the first
        const all = async () => { for await (const one of pool.imapUnordered(square, source())) seen.push(one); };
        show([(await thrown(all)).slice(0, 40), seen.sort((a, b) => a - b)]);
      }
      show(await thrown(async () => { for await (const _ of pool.imap(square, 5 as never)); }));
      show(await thrown(async () => { for await (const _ of pool.imap(square, [1], { chunksize: 0 })); }));
      const first = manager.Queue<number>();
      const process = new Process({ target: killed, args: [pool, first] });
      process.start();
      await first.get();
      process.kill();
      await process.join();
      await pool.close();
      await pool.join(); // it waits for no items of a process that is gone
      show('joined');
    }`,
  );
  const endless = [1, 2, 3, 4].map((closed) => [true, true, closed]);
  assert.deepEqual(lines, [
    ...endless,
    ['RangeError: no third', [1, 4]],
    ['PicklingError: cannot send args[0][0]: i', [9]],
    'TypeError: the items must be given by an iterable, such as an array, and not by 5',
    'ValueError: Chunksize must be 1+, not 0',
    'joined',
  ]);
});

it('M-11 what waits for one client holds up no other, and no other call of the same', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(queue: mp.QueueProxy<string>, dict: mp.DictProxy, lock: mp.LockProxy) {
      const waiting = queue.get();
      await dict.set('child', 1);
      await lock.acquire();
      show(await waiting);
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const queue = manager.Queue<string>(), dict = manager.dict(), lock = manager.Lock(), never = manager.Event();
      await lock.acquire();
      const stop = new AbortController();
      const waits = [lock.acquire({ signal: stop.signal }), never.wait(null, { signal: stop.signal })];
      for (const wait of waits) wait.catch(() => {});
      const process = new Process({ target: child, args: [queue, dict, lock] });
      process.start();
      while (!(await dict.has('child'))) await sleep(0.005);
      stop.abort();
      await Promise.allSettled(waits);
      await queue.put('an item');
      await lock.release();
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual(lines, ['an item', 0]);
});

it(
  'B-07 what a killed client has or waits for goes on to others, with a warning',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const { stdout, stderr, code } = await runProgram(
      t,
      `
    const die = () => process.kill(process.pid, 'SIGKILL');
    async function takeAll(lock: mp.LockProxy, rlock: mp.RLockProxy, semaphore: mp.SemaphoreProxy, condition: mp.ConditionProxy, queue: mp.QueueProxy, barrier: mp.BarrierProxy, ready: mp.EventProxy, go: mp.EventProxy) {
      await lock.acquire();
      await rlock.acquire();
      await rlock.acquire();
      await semaphore.acquire();
      void queue.get();
      void barrier.wait();
      await condition.acquire();
      void condition.wait();
      await ready.set();
      await go.wait();
      die();
    }
    if (import.meta.main) {
      mp.getLogger().addHandler(({ message }) => console.error(message.replace(/pid \\d+/, 'pid N')));
      await using manager = await mp.Manager();
      const lock = manager.Lock(), rlock = manager.RLock(), semaphore = manager.Semaphore(1), condition = manager.Condition();
      const queue = manager.Queue(), barrier = manager.Barrier(2), ready = manager.Event(), go = manager.Event();
      const process = new Process({ target: takeAll, args: [lock, rlock, semaphore, condition, queue, barrier, ready, go] });
      process.start();
      await ready.wait();
      const waits = Promise.all([lock.acquire(), rlock.acquire(), semaphore.acquire(), barrier.wait().catch(String)]);
      await go.set();
      await process.join();
      show([process.exitcode, ...(await waits).slice(0, 3)]);
      show(await condition.runExclusive(() => 'free'));
      await queue.put('for the living');
      show(await queue.get());
      show(await manager.list([1]).slice());
    }`,
    );
    assert.deepEqual(stdout.trim().split('\n'), ['[-9,true,true,true]', '"free"', '"for the living"', '[1]']);
    const warning =
      'the lock was held by Process-2 (pid N), which is gone; it is yours now, and what it protects may be half done';
    assert.deepEqual(stderr.trim().split('\n'), [warning, warning, warning]);
    assert.equal(code, 0);
  },
);
