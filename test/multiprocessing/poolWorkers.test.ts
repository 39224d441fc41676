/** The rows L of the behaviour table, and B-01, B-06, B-11, D-03, D-12: the life and death of a Pool's workers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runProgram, shown, startProgram, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

const TASKS = `
function square(x: number) { return x * x; }
function pid() { return process.pid; }
async function sleepFor(seconds: number) { await sleep(seconds); return seconds; }
function block(seconds: number) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000); return seconds; }
async function until(condition: () => boolean) { while (!condition()) await sleep(0.01); }
void [square, pid, sleepFor, block, until];
`;

describe('a worker that ends', () => {
  it('B-01 L-22 fails only what it ran, at once and saying which; it is replaced and the others go on', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function dieAt3(x: number) { if (x === 3) process.exit(7); return x; }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        const [mapped, applied] = await Promise.allSettled([pool.map(dieAt3, [1, 2, 3, 4, 5, 6], { chunksize: 2 }), pool.map(square, [1, 2, 3])]);
        const error = (mapped as PromiseRejectedResult).reason as mp.WorkerDiedError;
        const { worker, exitcode, signal, items } = error;
        show([error instanceof mp.WorkerDiedError, error instanceof mp.ProcessError, /^PoolWorker-\\d$/.test(worker), exitcode, signal, items]);
        show(error.message.replace(/\\d(?= \\()/, 'N').replace(/pid \\d+/, 'pid P'));
        show((applied as PromiseFulfilledResult<number[]>).value);
        show(await pool.map(square, [4, 5, 6]));
        await until(() => mp.activeChildren().length === 2);
      }`,
    );
    assert.deepEqual(lines, [
      [true, true, true, 7, null, [2, 3]],
      'worker PoolWorker-N (pid P) ended with exit code 7 before it had done dieAt3 of items 2 to 3. A task that may be run twice can be declared so: retries',
      [1, 4, 9],
      [16, 25, 36],
    ]);
  });

  it('B-01 by SIGKILL, while it computes', { skip: WITHOUT_SIGNALS }, async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        const victim = await pool.apply(pid);
        const blocked = pool.applyAsync(block, [60]);
        const queued = pool.applyAsync(square, [3]);
        await sleep(0.1);
        process.kill(victim, 'SIGKILL');
        await blocked.get().catch(({ name, pid, exitcode, signal, items }) => show([name, pid === victim, exitcode, signal, items]));
        show(await queued);
        show((await pool.apply(pid)) !== victim);
      }`,
    );
    assert.deepEqual(lines, [['WorkerDiedError', true, -9, 'SIGKILL', [0]], 9, true]);
  });

  it('B-01 out of memory', async (t) => {
    const { stdout } = await runProgram(
      t,
      `${TASKS}
      function eat() { const all = []; for (;;) all.push(new Array(100_000).fill(Math.random())); }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        show((await thrown(() => pool.apply(eat))).slice(0, 16));
        show(await pool.apply(square, [3]));
      }`,
      { execArgv: ['--max-old-space-size=64'] },
    );
    assert.deepEqual(stdout.split('\n').filter((line) => /^["\d]/.test(line)), ['"WorkerDiedError:"', '9']); // prettier-ignore
  });

  it('B-01 by an error outside of its tasks, which is the cause', async (t) => {
    const { stdout, stderr } = await runProgram(
      t,
      `${TASKS}
      async function stray() { setTimeout(() => { throw new TypeError('stray'); }, 1); await sleep(60); }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        await pool.apply(stray).catch(({ message, exitcode, cause }) => show([/\\(TypeError: stray\\)/.test(message), exitcode, String(cause)]));
      }`,
    );
    assert.equal(stdout, '[true,1,"TypeError: stray"]\n');
    assert.match(stderr, /^Process PoolWorker-1:\nTypeError: stray/);
  });

  it('in imap, leaves the other results to be taken', async (t) => {
    const [line] = await shown(
      t,
      `${TASKS}
      function dieAt3(x: number) { if (x === 3) process.exit(7); return x; }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        const results = pool.imap(dieAt3, [1, 2, 3, 4, 5]);
        const seen: unknown[] = [];
        for (let i = 0; i < 5; i++) await results.next().then(({ value }) => seen.push(value), ({ name }) => seen.push(name));
        show(seen);
      }`,
    );
    assert.deepEqual(line, [1, 2, 'WorkerDiedError', 4, 5]);
  });

  it('may take a task with it that may be run again', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      import { appendFileSync, readFileSync } from 'node:fs';
      function dieTwice(file: string) {
        appendFileSync(file, 'x');
        if (readFileSync(file, 'utf8').length < 3) process.exit(1);
        return readFileSync(file, 'utf8').length;
      }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        const folder = import.meta.dirname;
        show(await pool.apply(dieTwice, [folder + '/a'], { retries: 2 }));
        show(await pool.map(dieTwice, [folder + '/b'], { retries: 5 }));
        show((await thrown(() => pool.apply(dieTwice, [folder + '/c'], { retries: 1 }))).slice(0, 15));
      }`,
    );
    assert.deepEqual(lines, [3, [3], 'WorkerDiedError']);
  });

  it('while it is idle, costs nothing but itself', { skip: WITHOUT_SIGNALS }, async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        for (let i = 0; i < 3; i++) {
          const victim = await pool.apply(pid);
          process.kill(victim, 'SIGKILL');
          await until(() => mp.activeChildren().every((child) => child.pid !== victim));
        }
        show(await pool.map(square, [1, 2, 3]));
      }`,
    );
    assert.deepEqual(lines, [[1, 4, 9]]);
  });
});

describe('the initializer', () => {
  it('L-17 runs once in each worker, in replacements too, and may be async', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      let total = 0;
      async function init(a: number, b: number) { await sleep(0.01); total += a + b; }
      function get() { return total; }
      if (import.meta.main) {
        await using pool = new mp.Pool(1, { initializer: init, initargs: [2, 3] });
        show([await pool.apply(get), await pool.apply(get)]);
        await thrown(() => pool.apply(process.exit as never, [1]));
        show(await pool.apply(get));
      }`,
    );
    assert.deepEqual(lines, [[5, 5], 5]);
  });

  it('B-01 TestInitializers that fails is the error of all tasks, and no worker is started again and again', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function init() { throw new RangeError('not today'); }
      if (import.meta.main) {
        const pool = new mp.Pool(2, { initializer: init });
        const early = pool.applyAsync(square, [2]);
        show(await thrown(() => pool.map(square, [1, 2, 3])));
        await early.get().catch((error) => show([error instanceof RangeError, error.cause instanceof mp.RemoteTraceback]));
        show(await thrown(() => pool.apply(square, [2])));
        show(await thrown(async () => { for await (const result of pool.imap(square, [2])) show(result); }));
        pool.close();
        await pool.join();
        show(mp.activeChildren().length);
      }`,
    );
    assert.deepEqual(lines, ['RangeError: not today', [true, true], 'RangeError: not today', 'RangeError: not today', 0]); // prettier-ignore
  });

  it('B-01 that ends the worker is told from one that throws', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function init() { process.exit(3); }
      if (import.meta.main) {
        await using pool = new mp.Pool(2, { initializer: init });
        show((await thrown(() => pool.map(square, [1, 2, 3]))).replace(/PoolWorker-\\d \\(pid \\d+\\)/, 'W'));
      }`,
    );
    assert.deepEqual(lines, [
      'WorkerDiedError: worker W ended with exit code 3 before it could run a task, and so would the others',
    ]);
  });
});

describe('maxtasksperchild', () => {
  it('L-18 after so many tasks a worker is replaced; a chunk is one', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        await using pool = new mp.Pool(1, { maxtasksperchild: 2 });
        const pids: number[] = [];
        for (let i = 0; i < 6; i++) pids.push(await pool.apply(pid));
        show([new Set(pids).size, pids[0] === pids[1], pids[2] === pids[3], pids[4] === pids[5]]);
        show(new Set(await pool.map(pid as (x: number) => number, [1, 2, 3, 4, 5, 6, 7, 8], { chunksize: 2 })).size);
      }`,
    );
    assert.deepEqual(lines, [[3, true, true, true], 2]);
  });
});

describe('a slow task', () => {
  it('does not keep what its worker was sent ahead from one that has nothing to do', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function slowAt(x: number) { if (x === 100) block(3); return x; }
      if (import.meta.main) {
        await using pool = new mp.Pool(2);
        await pool.map(slowAt, Array.from({ length: 99 }, (_, i) => i), { chunksize: 1 });
        const started = Date.now();
        const results = Array.from({ length: 200 }, (_, i) => pool.apply(slowAt, [100 + i]).then(() => Date.now() - started));
        const others = Math.max(...(await Promise.all(results.slice(1))));
        show(others < 2_000 || others);
        show((await results[0]!) > 2_900);
      }`,
    );
    assert.deepEqual(lines, [true, true]);
  });

  it('is given up by its signal: its worker is ended, and only it', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function slowAt(x: number) { if (x === 100) block(60); return x; }
      if (import.meta.main) {
        await using pool = new mp.Pool(1);
        await pool.map(slowAt, Array.from({ length: 99 }, (_, i) => i), { chunksize: 1 });
        const controller = new AbortController();
        const given = pool.apply(slowAt, [100], { signal: controller.signal });
        const behind = [1, 2, 3].map((x) => pool.apply(slowAt, [x]));
        await sleep(0.1);
        controller.abort(new Error('enough'));
        show(await thrown(() => given));
        show(await Promise.all(behind));
        show(await thrown(() => pool.map(square, [1], { signal: controller.signal })));
        show((await thrown(() => pool.map(sleepFor, [9, 9, 9], { signal: AbortSignal.timeout(100) }))).slice(0, 12));
        show((await thrown(() => pool.imap(sleepFor, [9, 9, 9], { signal: AbortSignal.timeout(100) }).next())).slice(0, 12));
        show(await pool.apply(square, [4]));
      }`,
    );
    assert.deepEqual(lines, ['Error: enough', [1, 2, 3], 'Error: enough', 'TimeoutError', 'TimeoutError', 16]); // prettier-ignore
  });
});

describe('close, terminate, join', () => {
  it('L-19 close lets the rest be done, and takes no more; all may be repeated', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      function leavesTimer() { setInterval(() => {}, 1000); return 1; }
      if (import.meta.main) {
        const pool = new mp.Pool(2);
        const results = pool.mapAsync(sleepFor, [0.01, 0.02, 0.03, 0.04], { chunksize: 1 });
        await pool.apply(leavesTimer);
        pool.close();
        pool.close();
        show(String(pool));
        for (const call of ['apply', 'map', 'starmap'] as const) show(await thrown(() => pool[call](square as never, [])));
        for (const call of ['applyAsync', 'mapAsync', 'imap', 'imapUnordered'] as const) show(await thrown(() => pool[call](square as never, [])));
        await pool.join();
        show([results.ready(), await results, mp.activeChildren().length]);
        await pool.join();
        pool.terminate();
        await pool.join();
        show(String(pool));
      }`,
    );
    assert.deepEqual(lines, [
      '<multiprocessing.pool.Pool state=CLOSE pool_size=2>',
      ...Array.from({ length: 7 }, () => 'ValueError: Pool not running'),
      [true, [0.01, 0.02, 0.03, 0.04], 0],
      '<multiprocessing.pool.Pool state=TERMINATE pool_size=2>',
    ]);
  });

  it('L-20 L-21 terminate ends the workers at once, and rejects what waits', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        let children: mp.Process[];
        const started = Date.now();
        let result: ReturnType<mp.Pool['mapAsync']>, single: ReturnType<mp.Pool['applyAsync']>, results: AsyncIterator<unknown>;
        {
          await using pool = new mp.Pool(2);
          children = mp.activeChildren();
          await pool.map(square, [1, 2, 3, 4], { chunksize: 1 });
          single = pool.applyAsync(block, [60]);
          result = pool.mapAsync(block, Array.from({ length: 10_000 }, () => 60), { chunksize: 1 });
          results = pool.imap(block, [60]);
          await sleep(0.05);
        }
        show([Date.now() - started < 2_000 + 3_000, children.map(({ exitcode }) => exitcode)]);
        for (const pending of [result, single]) show(await thrown(() => pending.get()));
        show(await thrown(() => results.next()));
        show(await results.next());
      }`,
    );
    const error = 'RuntimeError: the pool was terminated before this task was done';
    assert.deepEqual(lines, [[true, [-15, -15]], error, error, error, { done: true }]);
  });

  it('L-24 a worker that cannot be started: those that were are ended, and the error is thrown', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        mp.setExecutable('/does/not/exist');
        show((await thrown(() => new mp.Pool(2))).slice(0, 60));
        await until(() => mp.activeChildren().length === 0);
      }`,
    );
    assert.deepEqual(lines, ['OSError: cannot start a process with /does/not/exist: it cou']);
  });

  it('G-09 what happens is logged', async (t) => {
    const { stderr } = await runProgram(
      t,
      `${TASKS}
      if (import.meta.main) {
        mp.logToStderr(mp.DEBUG);
        const pool = new mp.Pool(1, { maxtasksperchild: 1 });
        await pool.apply(square, [1]);
        pool.close();
        await pool.join();
        pool.terminate();
      }`,
    );
    for (const line of [
      'MainProcess] added worker',
      'PoolWorker-1] worker exiting after 1 tasks',
      'MainProcess] closing pool',
      'MainProcess] joining pool',
      'MainProcess] terminating pool',
    ])
      assert.ok(stderr.includes(line), `${line}\n${stderr}`);
  });
});

describe('the end of the program', () => {
  it('D-12 ends a pool quietly, at once, whatever its tasks are doing', async (t) => {
    for (const end of ['', 'process.exit(0);', 'setTimeout(() => process.exit(0), 50);']) {
      const { stdout, stderr, code } = await runProgram(
        t,
        `${TASKS}
        if (import.meta.main) {
          const pool = new mp.Pool(2);
          await pool.map(square, [1, 2, 3, 4]);
          pool.applyAsync(block, [60]);
          pool.mapAsync(sleepFor, [60, 60]);
          show('done');
          ${end}
        }`,
      );
      assert.deepEqual([stdout, stderr, code], ['"done"\n', '', 0]);
    }
  });

  it('L-25 a pool that nobody closes does not keep the program alive', async (t) => {
    assert.deepEqual(
      await shown(t, `${TASKS} if (import.meta.main) show(await new mp.Pool(1).apply(square, [2]));`),
      [4],
    );
  });

  it('L-25 a pool that is collected while it runs is warned of, and its workers end when they have nothing to do', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        const warned: string[] = [];
        process.on('warning', ({ name, message }) => warned.push(name + ': ' + message));
        const { gc } = globalThis as never as { gc(): void };
        const made = () => new mp.Pool(2).mapAsync(sleepFor, [0.2, 0.3], { chunksize: 1 });
        const result = made();
        while (warned.length === 0) { gc(); await sleep(0.01); }
        show([warned, await result]);
        await Promise.all(mp.activeChildren().map((worker) => worker.join()));
        show(mp.activeChildren().length);
        await (async () => { const pool = new mp.Pool(1); pool.close(); await pool.join(); })();
        for (let i = 0; i < 5; i++) { gc(); await sleep(0.01); }
        show(warned.length);
      }`,
      { execArgv: ['--expose-gc', '--no-warnings'] },
    );
    const text =
      "unclosed running multiprocessing pool of 2 workers, which nobody can use any more: call close() or terminate(), or declare it with 'await using'";
    assert.deepEqual(lines, [[[`ResourceWarning: ${text}`], [0.2, 0.3]], 0, 1]);
  });

  it('B-06 Ctrl-C ends the pool without a word from its workers', { skip: WITHOUT_SIGNALS }, async (t) => {
    const program = startProgram(
      t,
      `${TASKS}
      if (import.meta.main) {
        const pool = new mp.Pool(2);
        await pool.map(square, [1, 2, 3, 4], { chunksize: 1 });
        show('ready');
        await pool.map(block, [60, 60], { chunksize: 1 });
      }`,
      { group: true },
    );
    await program.output(/ready/);
    process.kill(-program.pid, 'SIGINT');
    const { signal, stderr } = await program.result;
    assert.deepEqual([signal, stderr], ['SIGINT', '']);
  });

  it('D-03 B-11 a task has no pool of its own, but where its pool allows it', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      async function nested(x: number) { await using pool = new mp.Pool(2); return await pool.map(square, [x, x + 1]); }
      if (import.meta.main) {
        {
          await using pool = new mp.Pool(1);
          show(await thrown(() => pool.apply(nested, [3])));
        }
        await using pool = new mp.Pool(2, { daemon: false });
        show(await pool.map(nested, [3, 5]));
        pool.applyAsync(sleepFor, [60]);
      }`,
    );
    assert.deepEqual(lines, [
      "AssertionError: daemonic processes are not allowed to have children: start 'PoolWorker-1' (or make its Pool) with daemon: false if it shall have some",
      [
        [9, 16],
        [25, 36],
      ],
    ]);
  });

  it('a pool of workers that are no daemons ends with the program, too', async (t) => {
    const lines = await shown(
      t,
      `${TASKS}
      if (import.meta.main) {
        const pool = new mp.Pool(2, { daemon: false });
        show(await pool.apply(square, [2]));
        pool.applyAsync(block, [60]);
      }`,
    );
    assert.deepEqual(lines, [4]);
  });
});
