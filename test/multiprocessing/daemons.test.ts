/** Daemons, and what happens when a process ends: the rows D of the behaviour checklist, and B-06. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../helpers/markedProcesses.ts';
import { runProgram, shown, startProgram, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('D-01 D-02 a daemon is made by option, by the maker being one, and not after its start', async (t) => {
  const lines = await shown(
    t,
    `
    function child() {
      show([new Process().daemon, new Process({ daemon: false }).daemon, mp.currentProcess().daemon]);
    }
    if (import.meta.main) {
      show([new Process().daemon, new Process({ daemon: true }).daemon, new Process({ daemon: null }).daemon]);
      for (const daemon of [true, false]) {
        const process = new Process({ target: child, daemon });
        process.start();
        show(await thrown(() => { process.daemon = false; }));
        await process.join();
      }
      const later = new Process({ target: child });
      later.daemon = true;
      show(later.daemon);
      show(await thrown(() => { mp.currentProcess().daemon = true; }));
    }`,
  );
  const started = 'AssertionError: process has already started';
  assert.deepEqual(lines, [
    [false, true, false],
    started,
    [true, false, true],
    started,
    [false, false, false],
    true,
    started,
  ]);
});

it('D-03 B-11 a daemon cannot have children, and is told how it could', async (t) => {
  const lines = await shown(
    t,
    `
    async function child() {
      show(await thrown(() => new Process({ target: sleep }).start()));
    }
    if (import.meta.main) {
      const process = new Process({ target: child, daemon: true });
      process.start();
      await process.join();
      show(process.exitcode);
    }`,
  );
  const remedy = "start 'Process-1' (or make its Pool) with daemon: false if it shall have some";
  assert.deepEqual(lines, [`AssertionError: daemonic processes are not allowed to have children: ${remedy}`, 0]);
});

/** A daemon that says when it is there, and another child that ends, badly, a little later. */
const FAMILY = `
  async function endless() {
    process.on('exit', () => show('exit handler of the daemon'));
    show('daemon');
    try { await sleep(60); } finally { show('finally of the daemon'); }
  }
  const signalled = () => new Promise<void>((resolve) => {
    const timer = setInterval(() => {}, 1000); // to a handler alone Node does not wait
    process.once('SIGUSR2', () => { clearInterval(timer); resolve(); });
  });
  async function fails() { await sleep(0.3); show('child'); process.exit(3); }
`;

for (const [row, how, statement, code] of [
  ['D-04 D-05', 'comes to its end', '', 0],
  ['D-07', 'calls process.exit()', 'process.exit(7);', 7],
  ['D-07', 'sets process.exitCode', 'process.exitCode = 8;', 8],
  ['D-07', 'throws', `throw new Error('uncaught');`, 1],
  ['D-07', 'throws in a callback', `setTimeout(() => { throw new Error('uncaught'); });`, 1],
] as const) {
  it(
    `${row} a program that ${how} waits for its children and ends its daemons`,
    { skip: WITHOUT_SIGNALS },
    async (t) => {
      const program = startProgram(
        t,
        `${FAMILY}
      if (import.meta.main) {
        new Process({ target: endless, daemon: true }).start();
        await signalled();
        new Process({ target: fails }).start();
        ${statement}
      }`,
      );
      await program.output(/"daemon"/);
      program.child.kill('SIGUSR2');
      const result = await program.result;
      assert.deepEqual([result.stdout, result.code, result.signal], ['"daemon"\n"child"\n', code, null]);
      assert.equal(result.stderr.includes('uncaught'), code === 1);
    },
  );
}

it('D-06 finalizers of priority 0 and more come before the children, the others after them', async (t) => {
  const { stdout, code } = await runProgram(
    t,
    `
    async function child() { await sleep(0.1); console.log('child'); }
    if (import.meta.main) {
      for (const exitpriority of [-5, 0, 10]) {
        new mp.util.Finalize(null, () => console.log(exitpriority), { exitpriority });
      }
      new Process({ target: child }).start();
    }`,
  );
  assert.deepEqual([stdout, code], ['10\n0\nchild\n-5\n', 0]);
});

it('D-08 a child waits for its own children, and ends its daemons', async (t) => {
  const lines = await shown(
    t,
    `
    async function grandchild() { await sleep(0.3); show('grandchild'); }
    async function child() {
      new Process({ target: sleep, args: [60], daemon: true }).start();
      new Process({ target: grandchild }).start();
      show('child');
    }
    async function exits() {
      new Process({ target: grandchild }).start();
      process.exit(5);
    }
    if (import.meta.main) {
      for (const target of [child, exits]) {
        const process = new Process({ target });
        process.start();
        await process.join();
        show(process.exitcode);
      }
    }`,
  );
  assert.deepEqual(lines, ['child', 'grandchild', 0, 'grandchild', 5]);
});

it('D-08 a child that fails waits for its own children before it says so', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `
    async function grandchild() { await sleep(0.3); console.error('grandchild'); }
    async function child() {
      new Process({ target: grandchild }).start();
      throw new Error('boom');
    }
    if (import.meta.main) {
      const process = new Process({ target: child, name: 'child' });
      process.start();
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.equal(stdout, '1\n');
  assert.match(stderr, /^grandchild\nProcess child:\nError: boom\n/);
});

it('D-13 what was printed is not lost when the process is terminated', { skip: WITHOUT_SIGNALS }, async (t) => {
  const program = startProgram(
    t,
    `
    async function child() {
      for (let i = 0; i < 1000; i++) console.log('line ' + i);
      console.log('all');
      for (const start = Date.now(); Date.now() - start < 20_000; ); // nothing queued could be written meanwhile
    }
    if (import.meta.main) {
      const process = new Process({ target: child });
      process.start();
      globalThis.process.once('SIGUSR2', () => process.terminate());
      await process.join();
      console.log(process.exitcode);
    }`,
  );
  await program.output(/all/);
  program.child.kill('SIGUSR2');
  const { stdout } = await program.result;
  assert.equal(stdout.trimEnd().split('\n').length, 1002);
  assert.ok(stdout.endsWith('line 999\nall\n-15\n'));
});

it('D-14 exit handlers run in children that end by themselves', async (t) => {
  const lines = await shown(
    t,
    `
    function child() {
      process.on('exit', () => show('exit handler'));
      new mp.util.Finalize(null, () => show('finalizer'), { exitpriority: 1 });
    }
    if (import.meta.main) {
      const process = new Process({ target: child });
      process.start();
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual(lines, ['finalizer', 'exit handler', 0]);
});

describe('Ctrl-C', { skip: WITHOUT_SIGNALS }, () => {
  const program = `${FAMILY}
    async function slow() {
      process.on('SIGINT', () => {});
      show('child');
      await sleep(0.5);
      show('end of the child');
    }
    if (import.meta.main) {
      new Process({ target: endless, daemon: true }).start();
      new Process({ target: slow }).start();
      await sleep(60);
    }`;

  for (const [whom, group] of [
    ['the main process', false],
    ['all processes of the terminal', true],
  ] as const) {
    it(`D-10 B-06 sent to ${whom}: daemons end, others are waited for, then it ends by the signal`, async (t) => {
      const running = startProgram(t, program, { group });
      await running.output(/"daemon"/);
      await running.output(/"child"/);
      process.kill(group ? -running.pid : running.pid, 'SIGINT');
      const { stdout, stderr, code, signal } = await running.result;
      assert.deepEqual(stdout.trimEnd().split('\n').toSorted(), ['"child"', '"daemon"', '"end of the child"']);
      assert.deepEqual([stderr, code, signal], ['', null, 'SIGINT']);
    });
  }

  it('pressed again, it ends at once', async (t) => {
    const running = startProgram(
      t,
      `
      async function stubborn() {
        process.on('SIGINT', () => show('heard'));
        show('ready');
        await sleep(60);
      }
      if (import.meta.main) {
        mp.getLogger().addHandler(({ message }) => console.log(message));
        mp.getLogger().setLevel(mp.INFO);
        new Process({ target: stubborn }).start();
        await sleep(60);
      }`,
      { group: true },
    );
    await running.output(/ready/);
    process.kill(-running.pid, 'SIGINT');
    await running.output(/heard/);
    await running.output(/calling join/);
    running.child.kill('SIGINT');
    assert.equal((await running.result).signal, 'SIGINT');
  });

  it('is left to a program that handles it', async (t) => {
    const running = startProgram(
      t,
      `
      async function ends() { show('child'); await sleep(60); }
      if (import.meta.main) {
        const child = new Process({ target: ends });
        child.start();
        process.on('SIGINT', () => { show('handled'); child.kill(); });
        await child.join();
        show(child.exitcode);
      }`,
    );
    await running.output(/child/);
    running.child.kill('SIGINT');
    const { stdout, code } = await running.result;
    assert.deepEqual([stdout, code], ['"child"\n"handled"\n-9\n', 0]);
  });
});

describe('B-06 the parent dies', () => {
  const tree = `
    async function leaf() {
      console.log('pid ' + process.pid);
      await sleep(60);
    }
    async function busy() {
      const { writeSync } = await import('node:fs');
      process.on('SIGTERM', () => {});
      writeSync(1, 'pid ' + process.pid + '\\n');
      await sleep(60);
    }
    async function branch() {
      console.log('pid ' + process.pid);
      new Process({ target: leaf, daemon: true }).start();
      new Process({ target: busy }).start();
      await sleep(60);
    }
    if (import.meta.main) {
      new Process({ target: branch }).start();
      new Process({ target: leaf, daemon: true }).start();
      new Process({ target: leaf, detached: true, name: 'detached' }).start();
      await sleep(60);
    }`;

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    it(`by ${signal}: the whole tree ends within a second, but for what is detached`, async (t) => {
      const running = startProgram(t, tree.replace(/.*detached.*\n/, ''));
      const pids = await pidsOf(running, 4);
      running.child.kill(signal);
      const { signal: endedBy } = await running.result; // its streams are closed: by all that inherited them
      assert.equal(endedBy, signal);
      await until(() => (pids.some(isRunning) ? null : 'all have ended'));
    });
  }

  it(
    'ends a child in a busy loop, and what that one has started',
    { skip: process.platform === 'win32' },
    async (t) => {
      const running = startProgram(
        t,
        `
      import { writeSync } from 'node:fs';
      async function leaf() {
        writeSync(1, 'pid ' + process.pid + '\\n');
        for (;;);
      }
      async function branch() {
        writeSync(1, 'pid ' + process.pid + '\\n');
        new Process({ target: leaf }).start();
        setTimeout(() => { for (;;); }, 1000); // when its child has come under guard
      }
      if (import.meta.main) {
        new Process({ target: branch }).start();
        await sleep(60);
      }`,
      );
      const [branch = 0, leaf = 0] = await pidsOf(running, 2);
      await until(() => (isGuarding(running.pid) && isGuarding(branch) ? 'guarded' : null));
      running.child.kill('SIGKILL');
      await running.result;
      await until(() => ([branch, leaf].some(isRunning) ? null : 'both have ended'));
    },
  );

  it('a detached child runs on', async (t) => {
    const running = startProgram(t, tree);
    const pids = await pidsOf(running, 5);
    const exited = new Promise((resolve) => running.child.once('exit', resolve));
    running.child.kill('SIGKILL');
    await exited;
    const left = await until(() => {
      const alive = pids.filter(isRunning);
      return alive.length <= 1 ? alive : null;
    });
    assert.equal(left.length, 1, 'the detached one is left');
    process.kill(left[0] as number, 'SIGKILL');
    await running.result;
  });

  async function pidsOf({ output }: { output(pattern: RegExp): Promise<RegExpExecArray> }, count: number) {
    const [text] = await output(new RegExp(`(pid \\d+\\n){${count}}`));
    return text.match(/\d+/g)!.map(Number);
  }
});

/** Whether a guard is at work for the children of this process. */
function isGuarding(pid: number): boolean {
  const all = execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' });
  return all.split('\n').some((line) => line.trim().startsWith(`${pid} `) && line.includes('multiprocessing-ts-guard'));
}

/** Asks until there is an answer, 10 s at most. */
async function until<T>(ask: () => T | null): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error('the condition did not come true');
    await sleep(20);
  }
}
