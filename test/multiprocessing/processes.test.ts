/** Process and the current process: the rows P of the behaviour checklist, each shown by a program. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, startProgram } from '../helpers/runProgram.ts';

it('P-01 the options are checked, and args copied', async (t) => {
  const lines = await shown(
    t,
    `
    function print(...args: unknown[]) { show(args); }
    if (import.meta.main) {
      const args = [1, 2];
      const process = new Process({ target: print, args });
      args.push(3);
      process.start();
      await process.join();
      for (const options of [{ group: 5 }, { args: 'text' }, { target: 5 }, { daemon: 'yes' }, { nmae: 'x' }, null]) {
        show(await thrown(() => new Process(options as never)));
      }
    }`,
  );
  assert.deepEqual(lines, [
    [1, 2],
    'AssertionError: group argument must be None for now',
    "TypeError: args must be an array, not 'text'",
    'TypeError: target must be a function, not 5',
    "TypeError: daemon must be a boolean, not 'yes'",
    "TypeError: a Process has no option 'nmae'; it has group, target, args, name, daemon, detached",
    'TypeError: the options of a Process must be an object such as { target, args }, not null',
  ]);
});

it('P-02 P-03 default names count every object, and extend the path of the parent, whatever its name', async (t) => {
  const lines = await shown(
    t,
    `
    class Worker extends Process {}
    async function parent() {
      const children = [new Process(), new Worker()];
      show(children.map((child) => child.name));
    }
    if (import.meta.main) {
      const all = [new Process({ target: parent }), new Worker(), new Process({ name: 'x', target: parent }), new Process({ name: '' }), new Process()];
      show(all.map((each) => each.name));
      for (const each of [all[0]!, all[2]!]) {
        each.start();
        await each.join();
      }
    }`,
  );
  assert.deepEqual(lines, [
    ['Process-1', 'Worker-2', 'x', '', 'Process-5'],
    ['Process-1:1', 'Worker-1:2'],
    ['Process-3:1', 'Worker-3:2'],
  ]);
});

it('P-04 the name may be changed; the child has that of the moment of its start', async (t) => {
  const lines = await shown(
    t,
    `
    async function child() {
      show(mp.currentProcess().name);
      mp.currentProcess().name = 'own';
      show([mp.currentProcess().name, new Process().name]);
    }
    if (import.meta.main) {
      const process = new Process({ target: child, name: 'first' });
      process.name = 'second';
      process.start();
      process.name = 'third';
      await process.join();
      show(process.name);
      show(await thrown(() => { process.name = 5 as never; }));
      show(await thrown(() => new Process({ name: 5 as never })));
    }`,
  );
  assert.deepEqual(lines, [
    'second',
    ['own', 'Process-1:1'],
    'third',
    'AssertionError: name must be a string',
    'AssertionError: name must be a string',
  ]);
});

it('P-05 P-06 the text of a process in each state, and of those around it', async (t) => {
  const { stdout } = await runProgram(
    t,
    `
    import { inspect } from 'node:util';
    const print = (value: unknown) => console.log(String(value).replaceAll(/(pid|parent)=\\d+/g, '$1=N'));
    function end() {}
    async function child() {
      print(mp.currentProcess());
      print(mp.parentProcess());
    }
    if (import.meta.main) {
      const process = new Process({ target: end, name: 'worker 1' });
      print(process);
      process.start();
      print(process);
      await process.join();
      print(process);
      console.log(inspect(process) === String(process));
      process.close();
      print(process);
      const endless = new Process({ target: sleep, args: [60], name: "it's", daemon: true });
      endless.start();
      print(endless);
      endless.terminate();
      await endless.join();
      print(endless);
      const kid = new Process({ target: child, name: 'kid', daemon: true });
      kid.start();
      await kid.join();
      print(mp.currentProcess());
    }`,
  );
  assert.deepEqual(stdout.trimEnd().split('\n'), [
    "<Process name='worker 1' parent=N initial>",
    "<Process name='worker 1' pid=N parent=N started>",
    "<Process name='worker 1' pid=N parent=N stopped exitcode=0>",
    'true',
    "<Process name='worker 1' parent=N closed>",
    '<Process name="it\'s" pid=N parent=N started daemon>',
    '<Process name="it\'s" pid=N parent=N stopped exitcode=-SIGTERM daemon>',
    "<Process name='kid' parent=N started daemon>",
    "<_ParentProcess name='MainProcess' parent=None unknown>",
    "<_MainProcess name='MainProcess' parent=None started>",
  ]);
});

it('P-07 P-08 P-09 what a process is before its start, after it, and after join()', async (t) => {
  const lines = await shown(
    t,
    `
    const state = (process: InstanceType<typeof Process>) =>
      [process.pid === null ? null : process.pid > 0, process.pid === process.ident, process.exitcode, process.isAlive(), mp.activeChildren().includes(process)];
    function end() {}
    if (import.meta.main) {
      const all = Array.from({ length: 5 }, () => new Process({ target: end }));
      show(all.map(state));
      for (const each of all) each.start();
      show(all.map(state));
      for (const each of all) await each.join();
      show(all.map(state));
      show(new Set(all.map((each) => each.pid)).size);
    }`,
  );
  const five = (state: unknown) => Array.from({ length: 5 }, () => state);
  assert.deepEqual(lines, [
    five([null, true, null, false, false]),
    five([true, true, null, true, true]),
    five([true, true, 0, false, false]),
    5,
  ]);
});

it('P-10 P-11 P-12 what a process cannot do in its state is an AssertionError', async (t) => {
  const lines = await shown(
    t,
    `
    function end() {}
    async function child() {
      show(await thrown(() => mp.currentProcess().join()));
      show(await thrown(() => mp.currentProcess().start()));
      show(await thrown(() => mp.currentProcess().terminate()));
      show(mp.currentProcess().isAlive());
    }
    if (import.meta.main) {
      const process = new Process({ target: end });
      for (const method of ['join', 'terminate', 'kill', 'interrupt'] as const) show(await thrown(() => process[method]()));
      process.start();
      show(await thrown(() => process.start()));
      await process.join();
      show(await thrown(() => process.start()));
      show(await thrown(() => mp.currentProcess().join()));
      show(await thrown(() => mp.currentProcess().start()));
      const other = new Process({ target: child });
      other.start();
      await other.join();
    }`,
  );
  assert.deepEqual(lines, [
    'AssertionError: can only join a started process',
    'AssertionError: can only terminate a started process',
    'AssertionError: can only kill a started process',
    'AssertionError: can only interrupt a started process',
    'AssertionError: cannot start a process twice',
    'AssertionError: cannot start a process twice',
    'AssertionError: can only join a child process',
    'AssertionError: can only start a process object created by current process',
    'AssertionError: can only join a child process',
    'AssertionError: can only start a process object created by current process',
    'AssertionError: can only terminate a child process',
    true,
  ]);
});

it('P-13 join() may be called any number of times, and gives up after its timeout', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const process = new Process({ target: sleep, args: [60] });
      process.start();
      for (const timeout of [0, -1, 0.05]) show([await process.join(timeout), process.exitcode, process.isAlive()]);
      show(await thrown(() => process.join('1' as never)));
      process.kill();
      const joined = await Promise.all([process.join(), process.join(null), process.join(60), process.join(Infinity)]);
      show([joined, process.exitcode, await process.join(), await process.join(0)]);
    }`,
  );
  assert.deepEqual(lines, [
    [null, null, true],
    [null, null, true],
    [null, null, true],
    "TypeError: timeout must be a number of seconds or null, not '1'",
    [[null, null, null, null], -9, null, null],
  ]);
});

it('P-14 P-15 run() may be called here, and overridden; the child has a copy of the object', async (t) => {
  const lines = await shown(
    t,
    `
    class Counter extends Process {
      count = { value: 1 };
      list: unknown[] = [new Map([['a', 1]])];
      override async run() {
        this.count.value++;
        show([this.count, this.list.length, this === mp.currentProcess(), this instanceof Counter, this.name, this.describe()]);
      }
      describe() { return \`\${this.count.value} in \${this.constructor.name}\`; }
    }
    if (import.meta.main) {
      show(new Process({ target: (a: number, b: number) => a + b, args: [2, 3] }).run());
      const counter = new Counter({ name: 'c' });
      counter.start();
      await counter.join();
      show([counter.count, counter.exitcode]);
      const idle = new Process();
      idle.start();
      await idle.join();
      show(idle.exitcode);
    }`,
  );
  assert.deepEqual(lines, [5, [{ value: 2 }, 1, true, true, 'c', '2 in Counter'], [{ value: 1 }, 0], 0]);
});

it('P-16 the sentinel settles when the process has ended', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const process = new Process({ target: sleep, args: [60] });
      show(await thrown(() => process.sentinel));
      process.start();
      show(await Promise.race([process.sentinel.then(() => 'ended'), sleep(0.05).then(() => 'runs')]));
      process.terminate();
      await process.sentinel;
      show([process.exitcode, process.isAlive()]);
      await process.sentinel;
    }`,
  );
  assert.deepEqual(lines, ['ValueError: process not started', 'runs', [-15, false]]);
});

it('P-17 P-18 close() releases an ended process; what needs it then is a ValueError', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const process = new Process({ target: sleep, args: [60], name: 'p', daemon: true });
      process.start();
      show(await thrown(() => process.close()));
      process.kill();
      await process.join();
      process.close();
      process.close();
      new Process().close();
      const closed = await Promise.all(
        ['isAlive', 'join', 'terminate', 'kill', 'start'].map((key) => thrown(() => (process as never as Record<string, () => void>)[key]!())),
      );
      const fields = await Promise.all(['exitcode', 'pid', 'ident', 'sentinel'].map((key) => thrown(() => process[key as 'pid'])));
      show([...new Set([...closed, ...fields])]);
      show([process.name, process.daemon]);
    }`,
  );
  assert.deepEqual(lines, [
    'ValueError: Cannot close a process while it is still running. You should first call join() or terminate().',
    ['ValueError: process object is closed'],
    ['p', true],
  ]);
});

it('P-19 P-20 P-22 the current process, its parent and their key', async (t) => {
  const lines = await shown(
    t,
    `
    import { pid, ppid } from 'node:process';
    function describe(expected: string) {
      const current = mp.currentProcess();
      const parent = mp.parentProcess();
      show([current.name, current.pid === pid, current.isAlive(), current.exitcode, current.daemon, current === mp.currentProcess(), mp.isMainProcess()]);
      show(parent && [parent.name, parent.pid === ppid, parent.isAlive(), parent.exitcode]);
      show(Buffer.from(current.authkey).toString('hex') === expected);
    }
    if (import.meta.main) {
      const main = mp.currentProcess();
      show(main.authkey.length);
      describe(Buffer.from(main.authkey).toString('hex'));
      const key = Buffer.from('secret');
      const child = new Process({ target: describe, args: [key.toString('hex')], name: 'kid', daemon: true });
      show(Buffer.from(child.authkey).equals(main.authkey));
      child.authkey = key;
      child.start();
      await child.join();
      show(await thrown(() => { child.authkey = 'text' as never; }));
    }`,
  );
  assert.deepEqual(lines, [
    32,
    ['MainProcess', true, true, null, false, true, true],
    null,
    true,
    true,
    ['kid', true, true, null, true, true, false],
    ['MainProcess', true, true, null],
    true,
    'TypeError: authkey should be a byte string (a Uint8Array)',
  ]);
});

it('P-21 parentProcess().join() in the child waits for the end of the parent', async (t) => {
  const program = startProgram(
    t,
    `
    async function child() {
      const parent = mp.parentProcess()!;
      await parent.join(0.01);
      show(parent.isAlive());
      await parent.join();
      show(parent.isAlive());
    }
    if (import.meta.main) {
      new Process({ target: child, detached: true }).start();
      await sleep(60);
    }`,
  );
  await program.output(/true/);
  program.child.kill('SIGKILL');
  assert.equal((await program.result).stdout, 'true\nfalse\n');
});

it('P-23 arguments of every kind arrive', async (t) => {
  const [line] = await shown(
    t,
    `
    import { inspect } from 'node:util';
    function child(...args: unknown[]) { show(inspect(args, { depth: 5 })); }
    if (import.meta.main) {
      const process = new Process({ target: child, args: [1, 'two', null, undefined, { four: [4n] }, new Date(0), -0, NaN] });
      process.start();
      await process.join();
    }`,
  );
  assert.equal(
    String(line).replaceAll(/\s+/g, ' '),
    "[ 1, 'two', null, undefined, { four: [ 4n ] }, 1970-01-01T00:00:00.000Z, -0, NaN ]",
  );
});

it('P-24 the standard input of a child is empty', async (t) => {
  const lines = await shown(
    t,
    `
    async function child() {
      let text = '';
      for await (const chunk of (await import('node:process')).stdin) text += chunk;
      show(text);
    }
    if (import.meta.main) {
      const process = new Process({ target: child });
      process.start();
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual(lines, ['', 0]);
});

it('P-25 a child ends when its target has settled and its event loop is empty', async (t) => {
  const lines = await shown(
    t,
    `
    async function leavesTimer() {
      setTimeout(() => show('timer'), 100);
      show('target');
    }
    if (import.meta.main) {
      const process = new Process({ target: leavesTimer });
      process.start();
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual(lines, ['target', 'timer', 0]);
});

it('P-25 a target that can never settle does not look like success', async (t) => {
  const { stdout, stderr, code } = await runProgram(
    t,
    `
    async function never() { await new Promise(() => {}); }
    if (import.meta.main) {
      const process = new Process({ target: never, name: 'stuck' });
      process.start();
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual([stdout, code], ['13\n', 0]);
  assert.match(stderr, /^Process stuck:\nRuntimeError: the target did not finish: it awaits a promise/);
});

it('P-26 cpuCount() is at least 1', async (t) => {
  const [count] = await shown(t, 'show(mp.cpuCount());');
  assert.ok(Number.isInteger(count) && Number(count) >= 1, String(count));
});

it('50 processes at once', async (t) => {
  const lines = await shown(
    t,
    `
    function end(code: number) { process.exitCode = code; }
    if (import.meta.main) {
      const all = Array.from({ length: 50 }, (_, index) => new Process({ target: end, args: [index] }));
      for (const each of all) each.start();
      show(mp.activeChildren().length);
      await Promise.all(all.map((each) => each.join()));
      show(all.map((each) => each.exitcode));
      show(mp.activeChildren().length);
    }`,
  );
  assert.deepEqual(lines, [50, Array.from({ length: 50 }, (_, index) => index), 0]);
});

it('Symbol.asyncDispose, for which await using stands, ends a process that still runs', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const process = new Process({ target: sleep, args: [60] });
      await process[Symbol.asyncDispose]();
      process.start();
      await process[Symbol.asyncDispose]();
      show(process.exitcode);
      await process[Symbol.asyncDispose]();
    }`,
  );
  assert.deepEqual(lines, [-15]);
});
