/** The rows L of the behaviour table, and B-10, C-05: what a Pool does with its tasks. poolWorkers.test.ts has its workers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runProgram, shown } from '../helpers/runProgram.ts';

/** What the programs call. */
const TASKS = `
function square(x: number) { return x * x; }
function add(a: number, b: number) { return a + b; }
async function squareLater(x: number) { await sleep(0.01); return x * x; }
async function sleepFor(seconds: number) { await sleep(seconds); return seconds; }
function failAt3(x: number) { if (x === 3) throw new RangeError('three'); return x; }
`;

describe('constructor', () => {
  it('L-01 L-03 L-08 L-09 bad options are errors that say what is wanted', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        show(await thrown(() => new mp.Pool(0)));
        show(await thrown(() => new mp.Pool('2' as never)));
        for (const maxtasksperchild of [0, -1, 0.5, '12' as never]) show(await thrown(() => new mp.Pool(1, { maxtasksperchild })));
        show(await thrown(() => new mp.Pool(1, { initializer: 3 as never })));
        show(await thrown(() => new mp.Pool(1, { initargs: 3 as never })));
        show(await thrown(() => new mp.Pool(1, { size: 3 } as never)));
        show(await thrown(() => new mp.Pool(1, { initializer: () => {} })));
        await using pool = new mp.Pool(2);
        show(String(pool));
        show(await thrown(() => pool.apply(3 as never)));
        show(await thrown(() => pool.apply(square, 3 as never)));
        show(await thrown(() => pool.map(square, [1], { chunksize: 0 })));
        show(await thrown(() => pool.imap(square, [1], { chunksize: 0 })));
        show(await thrown(() => pool.map(square, 5 as never)));
        show(await thrown(() => pool.imap(square, 5 as never)));
        show(await thrown(() => pool.map(square, [1], { retries: -1 })));
        show(await thrown(() => pool.join()));
        show(await thrown(() => pool.applyAsync(sleepFor, [9]).successful()));
      }`,
    );
    assert.deepEqual(lines, [
      'ValueError: Number of processes must be at least 1',
      "TypeError: processes must be an integer or null, not '2'",
      ...Array.from({ length: 4 }, () => 'ValueError: maxtasksperchild must be a positive int or null'),
      'TypeError: initializer must be a callable',
      'TypeError: initargs must be an array, not 3',
      "TypeError: a Pool has no option 'size'; it has initializer, initargs, maxtasksperchild, daemon",
      "PicklingError: cannot send target: it is the lambda 'initializer', which does not stand at the top level of a module. Declare it as a function at the top level of a module, so that the other process can find it",
      '<multiprocessing.pool.Pool state=RUN pool_size=2>',
      'TypeError: func must be a function, not 3',
      'TypeError: args must be an array, not 3',
      'ValueError: Chunksize must be 1+, not 0',
      'ValueError: Chunksize must be 1+, not 0',
      'TypeError: the items must be given by an iterable, such as an array, and not by 5',
      'TypeError: the items must be given by an iterable, such as an array, and not by 5',
      'ValueError: retries must be 0 or more, not -1',
      'ValueError: Pool is still running',
      'ValueError: <AsyncResult sleepFor pending> not ready',
    ]);
  });

  it('L-02 C-05 workers are daemons with names of their own, and the pool starts them at once', async (t) => {
    const lines = await shown(
      t,
      `
      function who() { const { name, daemon } = mp.currentProcess(); return [name, daemon]; }
      async function nested() { await using pool = new mp.Pool(1); show(await pool.apply(who)); }
      if (import.meta.main) {
        {
          await using pool = new mp.Pool(2);
          show(mp.activeChildren().map(({ name, daemon }) => [name, daemon]));
          show((await pool.map(who, [0, 0], { chunksize: 1 })).every(([name]) => /^PoolWorker-[12]$/.test(name as string)));
        }
        {
          const context = mp.getContext('spawn');
          await using pool = new context.Pool(1);
          show(await pool.apply(who));
          show(pool instanceof mp.Pool);
        }
        const child = new Process({ target: nested });
        child.start();
        await child.join();
      }`,
    );
    assert.deepEqual(lines, [
      [['PoolWorker-1', true], ['PoolWorker-2', true]],
      true,
      ['SpawnPoolWorker-3', true],
      true,
      ['PoolWorker-4:1', true],
    ]); // prettier-ignore
  });

  it('R-10 a pool cannot be sent', async (t) => {
    const [line] = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        show(await thrown(() => pool.apply(square, [pool as never])));
      }`,
    );
    assert.equal(line, 'PicklingError: cannot send args[0]: it is a Pool, which lives in its process alone');
  });
});

describe('results', () => {
  it('L-04 L-05 apply, map and starmap, sync and async functions, any iterable, in order', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      async function* laterItems() { for (let i = 0; i < 5; i++) { await sleep(0.001); yield i; } }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        show(await pool.apply(add, [2, 3]));
        show(await pool.apply(squareLater, [7]));
        show(await pool.map(square, [1, 2, 3, 4, 5]));
        show(await pool.map(squareLater, new Set([1, 2, 3])));
        show(await pool.map(square, laterItems()));
        show(await pool.map(square, []));
        show(await pool.starmap(add, new Map([[1, 2], [3, 4]])));
        for (const chunksize of [1, 3, 100]) show(await pool.starmap(add, [[1, 2], [3, 4], [5, 6], [7, 8]], { chunksize }));
        const many = Array.from({ length: 10_000 }, (_, i) => i);
        const isRight = (results: number[]) => results.length === 10_000 && results.every((result, i) => result === i * i);
        for (const chunksize of [1, 7, undefined]) show(isRight(await pool.map(square, many, { chunksize })));
        show(isRight(await Promise.all(many.map((i) => pool.apply(square, [i])))));
      }`,
    );
    const sums = [3, 7, 11, 15];
    assert.deepEqual(lines, [5, 49, [1, 4, 9, 16, 25], [1, 4, 9], [0, 1, 4, 9, 16], [], [3, 7], sums, sums, sums, true, true, true, true]); // prettier-ignore
  });

  it('L-05 the default chunk is a quarter of what each worker has to do, rounded up', async (t) => {
    const lines = await shown(
      t,
      `
      let calls = 0;
      function count(i: number) { return i; }
      function chunks() { return calls; }
      if (import.meta.main) {
        await using pool = new mp.Pool(2, { maxtasksperchild: 1 });
        const pids = await pool.map(pid, Array.from({ length: 10 }));
        show(new Set(pids).size); // a chunk is a task
      }
      function pid() { return process.pid; }
      void [count, chunks];`,
    );
    assert.deepEqual(lines, [5]);
  });

  it('values of all kinds go both ways', async (t) => {
    const lines = await shown(
      t,
      `
      class Point { x: number; constructor(x: number) { this.x = x; } double() { return new Point(this.x * 2); } }
      function echo(value: unknown) { return value; }
      function doubled(point: Point) { return point.double(); }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        const values = [null, undefined, -0, 1e300, 'ünï', new Date(5), new Map([[1, { a: [2] }]]), 12n, new Uint8Array([1, 2])];
        const back = await pool.map(echo, values, { chunksize: 1 });
        show(Object.is(back[2], -0) && back[1] === undefined && (back[5] as Date).getTime() === 5);
        show([(back[6] as Map<number, unknown>).get(1), String(back[7]), [...(back[8] as Uint8Array)]]);
        show((await pool.apply(doubled, [new Point(4)])) instanceof Point);
        show(await pool.apply(Math.max, [1, 5, 3]));
        const large = new Uint8Array(5_000_000).fill(7);
        const [once, twice] = await pool.map(echo, [large, large], { chunksize: 1 });
        show([(once as Uint8Array).length, (twice as Uint8Array).every((byte) => byte === 7)]);
      }`,
    );
    assert.deepEqual(lines, [true, [{ a: [2] }, '12', [1, 2]], true, 5, [5_000_000, true]]);
  });

  it('queues, locks and numbers travel in tasks and results', async (t) => {
    const lines = await shown(
      t,
      `
      async function put(queue: mp.Queue<number>, x: number) { await queue.put(x * x); }
      async function count(lock: mp.Lock, value: ReturnType<typeof mp.Value<'i'>>) {
        await lock.runExclusive(async () => { await value.set((await value.get()) + 1); });
      }
      async function make() { const queue = new mp.Queue<number>(); await queue.put(5); return queue; }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        const queue = new mp.Queue<number>();
        await pool.starmap(put, [[queue, 1], [queue, 2], [queue, 3]]);
        show([await queue.get(), await queue.get(), await queue.get()].sort());
        const [lock, value] = [new mp.Lock(), mp.Value('i', 0)];
        await pool.starmap(count, Array.from({ length: 40 }, () => [lock, value] as const), { chunksize: 1 });
        show(await value.get());
        show(await (await pool.apply(make)).get());
      }`,
    );
    assert.deepEqual(lines, [[1, 4, 9], 40, 5]);
  });

  it('large values arrive whole, however many are under way', async (t) => {
    const lines = await shown(
      t,
      `
      function turned(value: Uint8Array | string) { return typeof value === 'string' ? value + '!' : value.slice().reverse(); }
      function sizes(values: unknown) { return values; }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        const values = Array.from({ length: 60 }, (_, i) => i % 3 === 0 ? 'ü'.repeat(70_000 + i) : new Uint8Array(90_000 * (i % 7) + 5).fill(i, 3));
        for (let round = 0; round < 3; round++) {
          const results = await pool.map(turned, values, { chunksize: 1 });
          show(results.every((result, i) => typeof result === 'string' ? result === values[i] + '!' : Buffer.compare(result, (values[i] as Uint8Array).slice().reverse()) === 0));
        }
        const bytes = values.filter((value) => typeof value !== 'string') as Uint8Array[];
        const together = await pool.map(turned, bytes) as Uint8Array[];
        show(together.every((result, i) => Buffer.compare(result, bytes[i]!.slice().reverse()) === 0));
        const huge = new Uint8Array(40_000_000).fill(3);
        show(((await pool.apply(turned, [huge])) as Uint8Array).length);
        const numbers = Array.from({ length: 300_000 }, (_, i) => i / 2);
        show((await pool.apply(sizes, [numbers]) as number[]).every((number, i) => number === i / 2));
        const late = new AbortController();
        const given = pool.map(turned, values, { chunksize: 1, signal: late.signal });
        setTimeout(() => late.abort(), 5);
        await given.catch(() => {});
        show((await pool.map(turned, values)).length);
      }`,
    );
    assert.deepEqual(lines, [true, true, true, true, 40_000_000, true, 60]);
  });

  it('L-09 L-10 an AsyncResult tells how far it is, and calls back once', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        const called: unknown[] = [];
        const callbacks = { callback: (value: unknown) => called.push(['callback', value]), errorCallback: (error: unknown) => called.push(['error', String(error)]) };
        const result = pool.applyAsync(sleepFor, [0.4], callbacks);
        show([result.ready(), String(result)]);
        show(await thrown(() => result.get(0.01)));
        await result.wait(0.01);
        show([await result.get(), await result, await result.get(0)]);
        show([result.ready(), result.successful(), String(result)]);
        const failing = pool.mapAsync(failAt3, [1, 2, 3], callbacks);
        await failing.wait();
        show([failing.ready(), failing.successful(), await thrown(() => failing.get()), await thrown(() => failing)]);
        await pool.mapAsync(square, [1, 2], callbacks);
        show(called);
      }`,
    );
    assert.deepEqual(lines, [
      [false, '<AsyncResult sleepFor pending>'],
      'TimeoutError',
      [0.4, 0.4, 0.4],
      [true, true, '<AsyncResult sleepFor done>'],
      [true, false, 'RangeError: three', 'RangeError: three'],
      [
        ['callback', 0.4],
        ['error', 'RangeError: three'],
        ['callback', [1, 4]],
      ],
    ]);
  });
});

it('a map tells how far it is', async (t) => {
  const lines = await shown(
    t,
    `${TASKS}
    if (import.meta.main) {
      await using pool = new mp.Pool(2);
      const told: mp.Progress[] = [];
      const onProgress = (progress: mp.Progress) => told.push(progress);
      const mapped = pool.map(sleepFor, Array.from({ length: 12 }, () => 0.05), { chunksize: 1, onProgress });
      const [job] = pool.progress;
      show([job!.operation, job!.done, job!.total]);
      await mapped;
      show([told.length < 12, told.every(({ done, total }, i) => total === 12 && done > (told[i - 1]?.done ?? 0)), told.at(-1)]);
      show(pool.progress);
      const raising = () => { throw new TypeError('progress'); };
      show(await thrown(() => pool.starmap(add, [[1, 2], [3, 4]], { onProgress: raising })));
      show(await pool.starmap(add, [[1, 2], [3, 4]], { onProgress }));
    }`,
  );
  assert.deepEqual(lines, [['map', 0, 12], [true, true, { done: 12, total: 12 }], [], 'TypeError: progress', [3, 7]]); // prettier-ignore
});

describe('imap', () => {
  it('L-06 gives results in order, each as it comes, after the end nothing', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        const results = pool.imap(sleepFor, [0.5, 0.001]);
        show(await thrown(() => results.next(0.01)));
        show([await results.next(), await results.next(), await results.next(), await results.next()]);
        for (const chunksize of [1, 3]) {
          const failing = pool.imap(failAt3, [1, 2, 3, 4, 5], { chunksize });
          const seen: unknown[] = [];
          for (let i = 0; i < 6; i++) await failing.next().then(({ value }) => seen.push(value ?? null), (error) => seen.push(String(error)));
          show(seen);
        }
        const both = pool.imap(square, [1, 2]);
        show(await Promise.all([both.next(), both.next(), both.next()]));
      }`,
    );
    const seen = [1, 2, 'RangeError: three', 4, 5, null];
    assert.deepEqual(lines, [
      'TimeoutError',
      [{ done: false, value: 0.5 }, { done: false, value: 0.001 }, { done: true }, { done: true }],
      seen,
      seen,
      [{ done: false, value: 1 }, { done: false, value: 4 }, { done: true }],
    ]); // prettier-ignore
  });

  it('L-07 unordered: as they come', async (t) => {
    const [line] = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        const event = new mp.Event();
        const seen: string[] = [];
        for await (const when of pool.imapUnordered(returnWhen, [event, null])) {
          seen.push(when);
          await event.set();
        }
        show(seen);
      }
      async function returnWhen(event: mp.Event | null) {
        await event?.wait();
        return event === null ? 'at once' : 'when the other has';
      }`,
    );
    assert.deepEqual(line, ['at once', 'when the other has']);
  });

  it('takes items as results are taken: of an endless generator too, sync or async', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      let taken = 0, closed = 0;
      function* endless() { try { for (;;) yield taken++; } finally { closed++; } }
      async function* endlessLater() { try { for (;;) { await null; yield taken++; } } finally { closed++; } }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        for (const items of [endless(), endlessLater()]) {
          taken = 0;
          let sum = 0, count = 0;
          for await (const result of pool.imap(square, items)) {
            sum += result;
            if (++count === 1000) break;
          }
          show([sum, taken < 2500, closed]);
        }
        const lazy = pool.imap(square, endless());
        await lazy.next();
        await sleep(0.1);
        show([taken - 1000 < 1000, (await lazy.return()).done]);
        show(await pool.apply(square, [3])); // it has let go of the workers
      }`,
    );
    assert.deepEqual(lines, [[332_833_500, true, 1], [332_833_500, true, 2], [true, true], 9]); // prettier-ignore
  });

  it('L-14 an iterable that throws: map throws it, imap behind the items before', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function* broken() { yield 1; yield 2; throw new TypeError('no more'); }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        show(await thrown(() => pool.map(square, broken())));
        for (const chunksize of [1, 5]) {
          const seen: unknown[] = [];
          show(await thrown(async () => { for await (const result of pool.imap(square, broken(), { chunksize })) seen.push(result); }));
          show(seen);
        }
        const results = pool.imapUnordered(square, []);
        show(await results.next());
      }`,
    );
    const error = 'TypeError: no more';
    assert.deepEqual(lines, [error, error, [1, 4], error, [1, 4], { done: true }]);
  });

  it('what was begun before close() is done, whoever takes the results when', async (t) => {
    const [line] = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        const pool = new mp.Pool(1);
        const results = pool.imap(square, Array.from({ length: 500 }, (_, i) => i));
        pool.close();
        await pool.join();
        let sum = 0;
        for await (const result of results) sum += result;
        show(sum);
      }`,
    );
    assert.equal(line, 41_541_750);
  });
});

describe('errors', () => {
  it('L-12 L-13 the error of a task has its class and fields, and the worker’s stack as its cause', async (t) => {
    const lines = await shown(
      t,
      `
      class Mine extends Error { code: number; constructor(a: string, b: number) { super(a + b); this.code = b; } }
      function fails(x: number) { if (x === 1) throw new Mine('bad ', 7); if (x === 2) throw { x }; return x; }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        try { await pool.map(fails, [0, 1], { chunksize: 1 }); } catch (error) {
          const mine = error as Mine;
          show([mine instanceof Mine, mine.message, mine.code, /at fails/.test(mine.stack ?? '')]);
          show(mine.cause instanceof mp.RemoteTraceback);
          show(/^in PoolWorker-[12] \\(pid \\d+\\)\\n"""\\nMine \\[Error\\]: bad 7\\n    at fails \\(.*main.ts:\\d+:\\d+\\) \\{\\n  code: 7\\n\\}\\n"""$/.test((mine.cause as Error).message));
          show(/child\\.cjs/.test(mine.stack + (mine.cause as Error).message));
        }
        await pool.apply(fails, [2]).catch((error) => show(error));
        show(await pool.map(fails, [0, 3]));
      }`,
    );
    assert.deepEqual(lines, [[true, 'bad 7', 7, true], true, true, false, { x: 2 }, [0, 3]]);
  });

  it('L-12 all chunks are run, then the first error is thrown', async (t) => {
    const lines = await shown(
      t,
      `
      let ran = 0;
      function count(x: number) { ran++; if (x % 2 === 0) throw new Error('even ' + x); return x; }
      function howMany() { return ran; }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        show(await thrown(() => pool.map(count, [1, 2, 3, 4, 5], { chunksize: 1 })));
        show(await pool.apply(howMany));
        show(await thrown(() => pool.map(count, [1, 2, 3, 4, 5], { chunksize: 3 })));
        show(await pool.apply(howMany));
      }`,
    );
    assert.deepEqual(lines, ['Error: even 2', 5, 'Error: even 2', 5 + 2 + 1]);
  });

  it('L-15 L-16 what cannot travel fails its task alone, twenty times over', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function lambda() { return () => 1; }
      function list(i: number) { return i === 1 ? Symbol('local') : i; }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        const local = () => 1;
        show((await thrown(() => pool.apply(local))).slice(0, 50));
        show((await thrown(() => pool.applyAsync(local).get())).slice(0, 50));
        show((await thrown(() => pool.map(square, [1, local as never], { chunksize: 1 }))).slice(0, 50));
        for (let i = 0; i < 20; i++) await thrown(() => pool.apply(lambda));
        show((await thrown(() => pool.apply(lambda))).slice(0, 65));
        show((await thrown(() => pool.map(list, [0, 1, 2], { chunksize: 3 }))).slice(0, 80));
        show(await pool.apply(square, [5]));
        show(mp.activeChildren().length);
      }`,
    );
    assert.deepEqual(lines, [
      "PicklingError: cannot send func: it is the lambda ",
      "PicklingError: cannot send func: it is the lambda ",
      "PicklingError: cannot send args: it is the lambda ",
      "MaybeEncodingError: Error sending result: '[Function (anonymous)]",
      "MaybeEncodingError: Error sending result: '[ 0, Symbol(local), 2 ]'. Reason: 'Pi",
      25,
      1,
    ]); // prettier-ignore
  });

  it('L-11 L-23 B-10 a callback that throws, or an error that cannot be rebuilt, is the error of that task alone', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function inner() { class Hidden extends Error {} Object.defineProperty(Hidden.prototype, 'name', { value: 'Hidden' }); throw new Hidden('in here'); }
      function carrying() { throw Object.assign(new Error('with a closure'), { closure: () => 1 }); }
      class Tricky extends Error { static { this.prototype.name = 'Tricky'; } constructor(a: { b: string }) { super(a.b); } }
      function tricky() { throw new Tricky({ b: 'rebuilt' }); }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        const raising = () => { throw new TypeError('callback'); };
        show(await thrown(() => pool.applyAsync(square, [2], { callback: raising }).get()));
        show(await thrown(() => pool.applyAsync(failAt3, [3], { errorCallback: raising }).get()));
        for (const task of [inner, carrying]) await pool.apply(task).catch(({ name, message }) => show([name, message]));
        await pool.apply(inner).catch((error) => show([error instanceof mp.RemoteError, error.cause instanceof mp.RemoteTraceback]));
        show([await thrown(() => pool.apply(tricky)), await pool.apply(tricky).catch((error) => error instanceof Tricky)]);
        show(await pool.apply(square, [4]));
      }`,
    );
    assert.deepEqual(lines, [
      'TypeError: callback',
      'TypeError: callback',
      ['RemoteError', 'Hidden: in here'],
      ['RemoteError', 'Error: with a closure'],
      [true, true],
      ['Tricky: rebuilt', true],
      16,
    ]);
  });

  it('a task that awaits what never comes is told so', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function never() { return new Promise(() => {}); }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        show((await thrown(() => pool.apply(never))).slice(0, 50));
        show(await pool.map(squareLater, [4, 5]));
        show((await thrown(() => pool.apply(never))).slice(0, 50));
        pool.close();
        await pool.join();
      }`,
    );
    const error = 'RuntimeError: the task did not finish: it awaits a';
    assert.deepEqual(lines, [error, [16, 25], error]);
  });
});

it('a function in CommonJS, and one of a program without the loader', async (t) => {
  const source = (head: string, isMain: string) => `${head}
    function square(x) { return x * x; }
    if (${isMain}) {
      const pool = new mp.Pool(1);
      pool.map(square, [1, 2, 3]).then(async (results) => {
        console.log(JSON.stringify(results));
        pool.close();
        await pool.join();
      });
    }`;
  const common = await runProgram(t, source(`const mp = require('multiprocessing-ts');`, 'require.main === module'), {
    file: 'main.cjs',
  });
  assert.deepEqual([common.stdout, common.stderr], ['[1,4,9]\n', '']);
});
