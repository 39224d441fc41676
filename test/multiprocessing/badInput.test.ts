/** What is no option, no signal or no iterable is said at once, by name: it would go unnoticed, or make a wait endless. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown } from '../helpers/runProgram.ts';

/** `wrong` is given in place of options; what is thrown is told, or rejected with. */
const TELLING = `
const M = mp as any;
const said = (call: (wrong: any) => unknown) => async (wrong: unknown) => thrown(async () => call(wrong));
function double(n: number) { return 2 * n; }
/** All that is wrong as options, and that a signal is none. */
const WRONG = [5, null, [1], new AbortController().signal, { chunkSize: 3 }];
const tell = async (name: string, call: (wrong: any) => unknown, wrong: readonly unknown[] = WRONG) => {
  for (const one of wrong) {
    const text: string = await said(call)(one);
    if (!text.startsWith('TypeError: ')) show([name, text]);
  }
};
const last = async (call: (wrong: any) => unknown) => show(await said(call)({ chunkSize: 3 }));
const signals = async (call: (wrong: any) => unknown) => {
  const text = await said(call)({ signal: 5 });
  if (text !== 'TypeError: signal must be an AbortSignal, not 5') show(text);
};`;

it('what is no option of a shared object, or of what waits for it, is a TypeError', async (t) => {
  const lines = await shown(
    t,
    `${TELLING}
    const queue: any = new mp.Queue(), lock: any = new mp.Lock(), event: any = new mp.Event();
    const condition: any = new mp.Condition(), barrier: any = new mp.Barrier(1);
    const [first, second] = mp.Pipe() as any;
    const makers = {
      Queue: (wrong: any) => new M.Queue(0, wrong), SimpleQueue: (wrong: any) => new M.SimpleQueue(wrong),
      JoinableQueue: (wrong: any) => new M.JoinableQueue(0, wrong), Lock: (wrong: any) => new M.Lock(wrong),
      RLock: (wrong: any) => new M.RLock(wrong), Semaphore: (wrong: any) => new M.Semaphore(1, wrong),
      Event: (wrong: any) => new M.Event(wrong), Condition: (wrong: any) => new M.Condition(null, wrong),
      Barrier: (wrong: any) => new M.Barrier(1, null, null, wrong), Pipe: (wrong: any) => M.Pipe(true, wrong),
      Value: (wrong: any) => M.Value('i', 0, wrong), RawValue: (wrong: any) => M.RawValue('i', 0, wrong),
      Array: (wrong: any) => M.Array('i', 1, wrong), RawArray: (wrong: any) => M.RawArray('i', 1, wrong),
    };
    for (const [name, make] of Object.entries(makers)) {
      await tell(name, make);
      await tell(name, make, [{ name: 5 }]);
    }
    await condition.acquire();
    await event.set();
    const waits: Record<string, (wrong: any) => unknown> = {
      put: (wrong) => queue.put(1, wrong), get: (wrong) => queue.get(wrong), acquire: (wrong) => lock.acquire(wrong),
      event: (wrong) => event.wait(0, wrong), condition: (wrong) => condition.wait(0, wrong),
      waitFor: (wrong) => condition.waitFor(() => false, 0, wrong), barrier: (wrong) => barrier.wait(0, wrong),
      send: (wrong) => first.send(1, wrong), recv: (wrong) => second.recv(wrong), poll: (wrong) => first.poll(0, wrong),
      sendBytes: (wrong) => first.sendBytes(Buffer.of(1), 0, 1, wrong), recvBytes: (wrong) => second.recvBytes(9, wrong),
      wait: (wrong) => mp.wait([first], 0, wrong),
    };
    for (const [name, call] of Object.entries(waits)) {
      await tell(name, call);
      await signals(call);
    }
    await signals((wrong) => queue.get({ ...wrong, timeout: 0 }));
    for (const call of [makers.Value, waits['event']!, (wrong: any) => new M.Event(wrong)]) await last(call);
    show(await thrown(() => new M.Lock('jobs')));
    show(await thrown(() => new M.Lock({ name: 5 })));
    show(await thrown(() => new M.Condition(5)));
    show(await thrown(() => M.Pipe({ duplex: false })));
    show(await thrown(() => M.Array('i', null)));
    show(await thrown(() => new M.Queue('10')));`,
  );
  assert.deepEqual(lines, [
    "TypeError: Value() has no option 'chunkSize'; it has name, lock",
    "TypeError: wait() has no option 'chunkSize'; it has signal",
    "TypeError: Event() has no option 'chunkSize'; it has name",
    "TypeError: the options of Lock() must be an object such as { name: 'jobs' }, not 'jobs'",
    'TypeError: the name of a shared object must be a string, not 5',
    'TypeError: the lock of a Condition must be a Lock or an RLock, not 5',
    'TypeError: duplex must be a boolean, not { duplex: false }',
    'TypeError: what an Array has at first, if not how many, must be given by an iterable, such as an array, and not by null',
    "TypeError: maxsize must be a number, not '10'",
  ]);
});

it('nor of a pool, which takes its chunk size by name', async (t) => {
  const lines = await shown(
    t,
    `${TELLING}
    if (import.meta.main) {
      await using pool: any = new mp.Pool(1);
      const calls: Record<string, (wrong: any) => unknown> = {
        apply: (wrong) => pool.apply(double, [1], wrong), applyAsync: (wrong) => pool.applyAsync(double, [1], wrong),
        map: (wrong) => pool.map(double, [1], wrong), mapAsync: (wrong) => pool.mapAsync(double, [1], wrong),
        starmap: (wrong) => pool.starmap(double, [[1]], wrong), imap: (wrong) => pool.imap(double, [1], wrong),
        starmapAsync: (wrong) => pool.starmapAsync(double, [[1]], wrong),
        imapUnordered: (wrong) => pool.imapUnordered(double, [1], wrong),
      };
      for (const [name, call] of Object.entries(calls)) {
        await tell(name, call);
        await signals(call);
      }
      await tell('Pool', (wrong) => new M.Pool(1, wrong));
      show(await thrown(() => pool.map(double, [1], 10)));
      for (const name of ['apply', 'mapAsync', 'imap']) await last(calls[name]!);
      show(await pool.map(double, [1, 2], { chunksize: 2 }));
    }`,
  );
  assert.deepEqual(lines, [
    'TypeError: the options of map() must be an object such as { chunksize: 10 }, not 10',
    "TypeError: apply() has no option 'chunkSize'; it has signal, retries, callback, errorCallback",
    "TypeError: mapAsync() has no option 'chunkSize'; it has chunksize, signal, retries, onProgress, callback, errorCallback",
    "TypeError: imap() has no option 'chunkSize'; it has chunksize, signal, retries",
    [2, 4],
  ]);
});

it('nor of a manager, its objects, a Listener, a Client, and what else takes options', async (t) => {
  const lines = await shown(
    t,
    `${TELLING}
    class Own extends mp.BaseManager {}
    if (import.meta.main) {
      await using manager: any = await mp.Manager();
      const pool = manager.Pool(1);
      const event = manager.Event();
      await event.set();
      const waits: Record<string, (wrong: any) => unknown> = {
        event: (wrong) => event.wait(0, wrong), get: (wrong) => manager.Queue().get(wrong),
        acquire: (wrong) => manager.Lock().acquire(wrong), barrier: (wrong) => manager.Barrier(1).wait(0, wrong),
        condition: (wrong) => manager.Condition().wait(0, wrong),
        apply: (wrong) => pool.apply(double, [1], wrong), mapAsync: (wrong) => pool.mapAsync(double, [1], wrong),
        starmap: (wrong) => pool.starmap(double, [[1]], wrong), imap: (wrong) => pool.imap(double, [1], wrong),
        client: (wrong) => M.Client('/nowhere', wrong),
        accept: async (wrong) => { await using listener: any = new M.Listener(); await listener.accept(wrong); },
      };
      for (const [name, call] of Object.entries(waits)) {
        await tell(name, call);
        await signals(call);
      }
      await tell('manager', (wrong) => new M.BaseManager(wrong));
      await tell('register', (wrong) => (Own as any).register('Item', Map, wrong));
      await tell('start', (wrong) => (new Own() as any).start(wrong));
      await tell('Listener', (wrong) => new M.Listener(null, wrong));
      await tell('join', (wrong) => manager.join(wrong), [[1], new AbortController().signal, { timeOut: 1 }, { signal: 5 }]);
      await tell('setStartMethod', (wrong) => M.setStartMethod('spawn', wrong));
      await tell('setExecutable', (wrong) => M.setExecutable(wrong));
      await tell('Pool', (wrong) => manager.Pool(1, wrong).apply(double, [1]), [5, null, [1], { chunkSize: 3 }]);
      show(await thrown(() => pool.map(double, [1], { onProgress() {} })));
      for (const make of ['dict', 'list', 'Namespace']) show(await thrown(() => manager[make](null)));
      show(await thrown(() => manager.Array('i', null)));
      show(await thrown(() => mp.wait(5 as never)));
      show(await thrown(() => mp.wait([5] as never)));
      const [end, other] = mp.Pipe();
      await other.send(1);
      show((await mp.wait(new Set([end]))).length);
    }`,
  );
  assert.deepEqual(lines, [
    "TypeError: map() of a manager's Pool has no option 'onProgress'",
    'TypeError: what a dict has must be given by an object, or by pairs, and not by null',
    'TypeError: the items of a list must be given by an iterable, such as an array, and not by null',
    'TypeError: what a Namespace has at first must be an object, not null',
    'TypeError: the numbers of an Array must be given by an iterable, such as an array, and not by null',
    'TypeError: the objects must be given by an iterable, such as an array, and not by 5',
    'TypeError: wait() takes connections and the sentinels of processes, not 5',
    1,
  ]);
});
