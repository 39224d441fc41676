/** Exit codes and signals: the rows X of the behaviour checklist, and what is better than in Python. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('X-01 X-02 0 for a target that ends, whatever it returns; n & 255 for process.exit(n)', async (t) => {
  const lines = await shown(
    t,
    `
    function gives(value: unknown) { return value; }
    async function exits(code: number) { process.exit(code); }
    function sets(code: number) { process.exitCode = code; }
    if (import.meta.main) {
      const all = [
        ...[7, false, null].map((value) => new Process({ target: gives, args: [value] })),
        ...[0, 1, 3, 255, 256, 300, -1].map((code) => new Process({ target: exits, args: [code] })),
        new Process({ target: sets, args: [4] }),
      ];
      for (const each of all) each.start();
      for (const each of all) await each.join();
      show(all.map((each) => each.exitcode));
    }`,
  );
  assert.deepEqual(lines, [[0, 0, 0, 0, 1, 3, 255, 0, 44, 255, 4]]);
});

it('X-05 a child ends without its exit handlers; what it has put arrives, its lock and its child are not left', async (t) => {
  const lines = await shown(
    t,
    `
    async function live() { await new Promise((resolve) => setTimeout(resolve, 60_000)); }
    async function leave(queue: mp.Queue, lock: mp.Lock) {
      process.on('exit', () => void queue.put('the exit handler'));
      new mp.util.Finalize(null, () => void queue.put('the finalizer'), { exitpriority: 5 });
      const child = new Process({ target: live });
      child.start();
      await lock.acquire();
      await queue.put(child.pid);
      process.removeAllListeners('exit');
      process.exit(7);
    }
    if (import.meta.main) {
      const queue = new mp.Queue<unknown>(), lock = new mp.Lock();
      const leaver = new Process({ target: leave, args: [queue, lock] });
      leaver.start();
      await leaver.join();
      const pid = Number(await queue.get());
      const isAlive = () => { try { return process.kill(pid, 0); } catch { return false; } };
      while (isAlive()) await new Promise((resolve) => setTimeout(resolve, 20));
      show([leaver.exitcode, pid > 0, await lock.acquire(), await queue.qsize()]);
    }`,
  );
  assert.deepEqual(lines, [[7, true, true, 0]]);
});

it('X-04 B-05 an uncaught error: name and trace on stderr, exit code 1, and the error in the parent', async (t) => {
  const { stdout, stderr, code } = await runProgram(
    t,
    `
    function risky(n: number) { throw new RangeError('boom ' + n, { cause: new Error('deep') }); }
    if (import.meta.main) {
      const child = new Process({ target: risky, args: [7], name: 'worker 1' });
      child.start();
      show(child.error);
      await child.join();
      const { name, message, stack } = child.error!;
      show([child.exitcode, name, message, stack!.includes('risky')]);
    }`,
  );
  assert.equal(code, 0);
  assert.equal(stdout, 'null\n[1,"RangeError","boom 7",true]\n');
  assert.match(stderr, /^Process worker 1:\nRangeError: boom 7\n {4}at risky \(.*main\.ts:\d+:\d+\) \{\n/);
  assert.match(stderr, /cause.*Error: deep/);
});

it('B-05 the error comes as an instance of its class, with its fields, and without frames of the library', async (t) => {
  const { stdout } = await runProgram(
    t,
    `
    class RowError extends Error {
      constructor(readonly row: number, readonly queue: mp.Queue | null, message: string, options: ErrorOptions) { super(message, options); }
    }
    function risky(queue: mp.Queue | null) {
      try { JSON.parse('{'); } catch (cause) { throw new RowError(17, queue, 'no number', { cause }); }
    }
    async function elsewhere() { throw new (await import('./other.ts')).Unknown('far'); }
    function frozen() { throw Object.freeze(new Error('cold')); }
    if (import.meta.main) {
      const queue = new mp.Queue();
      for (const [target, ...args] of [[risky, null], [risky, queue], [elsewhere], [frozen]] as const) {
        const child = new Process({ target: target as never, args: args as never, name: 'child' });
        child.start();
        await child.join();
        const error = child.error as RowError & { cause: Error & { cause?: Error } };
        show([error instanceof RowError, error.row, String(error).split('\\n')[0], error.cause instanceof mp.RemoteTraceback, error === child.error]);
        show([error.cause.message.slice(0, 14), error.cause.cause?.name, args[0] === null && /dist|node:/.test(error.stack! + error.cause.cause?.stack)]);
      }
    }`,
    { files: { 'other.ts': 'export class Unknown extends Error {}' } },
  );
  const lines = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown); // prettier-ignore
  assert.deepEqual(lines, [
    [true, 17, 'Error: no number', true, true],
    ['in child (pid ', 'SyntaxError', false],
    [false, null, '', true, true], // the queue goes with the process
    ['in child (pid ', null, false],
    [false, null, '', true, true], // its module is not imported here
    ['in child (pid ', 'PicklingError', false],
    [false, null, 'Error: cold', true, true],
    ['in child (pid ', null, false],
  ]);
});

it('B-05 join({ throws }) rejects when the process did not end well, join({ signal }) when it is given up', async (t) => {
  const { stdout } = await runProgram(
    t,
    `
    function risky(n: number) { throw new RangeError('boom ' + n); }
    function exits(code: number) { process.exit(code); }
    if (import.meta.main) {
      const start = (target: (n: number) => unknown, n: number) => {
        const child = new Process({ target, args: [n], name: 'child' });
        child.start();
        return child;
      };
      for (const child of [start(risky, 7), start(exits, 3), start(exits, 0)])
        show((await thrown(() => child.join({ throws: true }))).replace(/pid \\d+/, 'pid N'));
      const child = start(sleep, 60);
      show(await thrown(() => child.join({ timeout: 0.01, throws: true })));
      const controller = new AbortController();
      const joined = thrown(() => child.join({ signal: controller.signal }));
      controller.abort(new Error('enough'));
      show(await joined);
      show(await thrown(() => child.join({ signal: controller.signal })));
      show(await thrown(() => child.join({ timout: 1 } as never)));
      show(await thrown(() => child.join('1' as never)));
      process.kill(child.pid!, 'SIGKILL');
      await child.join({ throws: true }).catch(({ name, pid, exitcode, signal }) => show([name, pid === child.pid, exitcode, signal]));
    }`,
  );
  assert.deepEqual(stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown), [
    'RangeError: boom 7',
    "ProcessDiedError: process 'child' (pid N) ended with exit code 3",
    'nothing was thrown',
    'nothing was thrown',
    'Error: enough',
    'Error: enough',
    "TypeError: join() has no option 'timout'; it has timeout, signal, throws",
    "TypeError: timeout must be a number of seconds or null, not '1'",
    ['ProcessDiedError', true, -9, 'SIGKILL'],
  ]); // prettier-ignore
});

for (const [how, statement] of [
  ['throws in a timer', `setTimeout(() => { throw new Error('late'); }, 10); await sleep(60);`],
  ['leaves a rejection unhandled', `void Promise.reject(new Error('late')); await sleep(60);`],
  ['throws something else', `throw 'late';`],
] as const) {
  it(`X-04 a target that ${how} fails`, async (t) => {
    const { stdout, stderr } = await runProgram(
      t,
      `
      async function target() { ${statement} }
      if (import.meta.main) {
        const child = new Process({ target, name: 'late one' });
        child.start();
        await child.join();
        show([child.exitcode, child.error?.message.includes('late')]);
      }`,
    );
    assert.equal(stdout, '[1,true]\n');
    assert.match(stderr, /^Process late one:\n.*late/);
  });
}

it('X-04 a program that handles uncaughtException itself decides itself', async (t) => {
  const lines = await shown(
    t,
    `
    async function target() {
      process.on('uncaughtException', (error) => { show(error.message); process.exit(9); });
      setTimeout(() => { throw new Error('handled'); });
      await sleep(60);
    }
    if (import.meta.main) {
      const child = new Process({ target });
      child.start();
      await child.join();
      show([child.exitcode, child.error]);
    }`,
  );
  assert.deepEqual(lines, ['handled', [9, null]]);
});

it('X-06 X-07 killed by a signal: minus its number, and its name in the text', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      for (const signal of ['SIGTERM', 'SIGKILL', 'SIGHUP', 'SIGABRT', 'SIGSEGV', 'SIGALRM', 'SIGUSR2', 'SIGINT']) {
        const child = new Process({ target: sleep, args: [60] });
        child.start();
        process.kill(child.pid!, signal);
        await child.join();
        show([child.exitcode, /exitcode=(.*)>/.exec(String(child))![1], child.error]);
      }
    }`,
  );
  assert.deepEqual(lines, [
    [-15, '-SIGTERM', null],
    [-9, '-SIGKILL', null],
    [-1, '-SIGHUP', null],
    [-6, '-SIGABRT', null],
    [-11, '-SIGSEGV', null],
    [-14, '-SIGALRM', null],
    [-12, '-SIGUSR2', null],
    [-2, '-SIGINT', null],
  ]);
});

it('X-08 X-09 X-10 terminate(), kill() and interrupt(), also when it is too late', async (t) => {
  const lines = await shown(
    t,
    `
    async function target() {
      process.on('exit', () => show('exit handler'));
      try { await sleep(60); } finally { show('finally'); }
    }
    if (import.meta.main) {
      for (const method of ['terminate', 'kill', 'interrupt'] as const) {
        const child = new Process({ target });
        child.start();
        const before = [child[method](), child.exitcode, child.isAlive()];
        await child.join();
        child.terminate();
        child.kill();
        show([before, child.exitcode]);
      }
    }`,
  );
  assert.deepEqual(lines, [
    [[null, null, true], -15],
    [[null, null, true], -9],
    [[null, null, true], -2],
  ]);
});

it('X-11 X-12 a child may ignore SIGTERM, or handle it; kill() ends any', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    /** Tells the parent that the handler is there. */
    async function ready() { process.kill(process.ppid, 'SIGUSR2'); await sleep(60); }
    async function ignores() { process.on('SIGTERM', () => show('ignored')); await ready(); }
    async function handles() { process.on('SIGTERM', () => process.exit(9)); await ready(); }
    async function started(target: () => unknown) {
      const child = new Process({ target });
      const childIsReady = new Promise((resolve) => process.once('SIGUSR2', resolve));
      child.start();
      const sentinel = child.sentinel; // keeps this program alive
      await Promise.race([childIsReady, sentinel]);
      return child;
    }
    if (import.meta.main) {
      const stubborn = await started(ignores);
      stubborn.terminate();
      await stubborn.join(0.2);
      show([stubborn.exitcode, stubborn.isAlive()]);
      stubborn.kill();
      await stubborn.join();
      const tidy = await started(handles);
      tidy.terminate();
      await tidy.join();
      show([stubborn.exitcode, tidy.exitcode]);
    }`,
  );
  assert.deepEqual(lines.slice(-2), [
    [null, true],
    [-9, 9],
  ]);
});

it('X-12 a busy loop can be terminated', async (t) => {
  const lines = await shown(
    t,
    `
    import { writeSync } from 'node:fs';
    function spins() { writeSync(1, '"spins"\\n'); for (const start = Date.now(); Date.now() - start < 20_000; ); }
    if (import.meta.main) {
      const child = new Process({ target: spins });
      child.start();
      await child.join(0.5);
      child.terminate();
      await child.join();
      show(child.exitcode);
    }`,
  );
  assert.deepEqual(lines.at(-1), -15);
});

it('X-13 arguments that cannot be rebuilt, and a main module that cannot be loaded again: exit code 1', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `
    import { target } from './other.ts';
    if (import.meta.main) {
      const child = new Process({ target, name: 'lost' });
      child.start();
      show(child.pid! > 0);
      await child.join();
      show([child.exitcode, child.error?.message.includes('a second time')]);
    }`,
    {
      files: {
        'other.ts': `
          import { isMainProcess } from 'multiprocessing-ts';
          export function target() {}
          if (!isMainProcess()) throw new Error('not a second time');`,
      },
    },
  );
  assert.equal(stdout, 'true\n[1,true]\n');
  assert.match(stderr, /^Process lost:\n/);
  assert.match(stderr, /not a second time/);
});

it('C-10 an executable that does not exist is an error of start(), which may be called again', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      mp.setExecutable('/nowhere/node');
      const child = new Process({ target: sleep, args: [0] });
      show(await thrown(() => child.start()));
      show([child.pid, child.exitcode, child.isAlive(), mp.activeChildren().length]);
      mp.setExecutable(process.execPath);
      child.start();
      await child.join();
      show(child.exitcode);
    }`,
  );
  assert.deepEqual(lines, [
    'OSError: cannot start a process with /nowhere/node: it could not be executed. setExecutable() names another',
    [null, null, false, 0],
    0,
  ]);
});
