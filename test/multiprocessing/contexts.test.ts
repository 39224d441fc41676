/** Start methods, contexts and the main module: the rows C of the behaviour checklist, and B-09. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown } from '../helpers/runProgram.ts';

it('C-01 C-02 C-03 C-04 C-05 C-06 there is one start method, spawn', async (t) => {
  const lines = await shown(
    t,
    `
    function child() { show([mp.getStartMethod(), mp.currentProcess().constructor.name]); }
    if (import.meta.main) {
      show([mp.getStartMethod(), mp.getAllStartMethods()]);
      mp.setStartMethod('spawn');
      show(await thrown(() => mp.setStartMethod('spawn')));
      mp.setStartMethod('spawn', { force: true });
      for (const method of ['nope', 'fork', 'forkserver']) {
        show(await thrown(() => mp.getContext(method as never)));
        show(await thrown(() => mp.setStartMethod(method as never, { force: true })));
      }
      const context = mp.getContext('spawn');
      show([context === mp.getContext('spawn'), context.getContext() === context, context.getContext('spawn') === context]);
      show([mp.getContext() === mp.getContext(null), mp.getContext() === context]);
      show(await thrown(() => context.setStartMethod('spawn')));
      const process = new context.Process({ target: child });
      show(String(process).replace(/parent=\\d+/, 'parent=N'));
      process.start();
      await process.join();
      show([process.exitcode, mp.freezeSupport()]);
    }`,
  );
  const unknown = (method: string) => {
    const message = `ValueError: cannot find context for '${method}'`;
    return [message, message];
  };
  assert.deepEqual(lines, [
    ['spawn', ['spawn']],
    'RuntimeError: context has already been set',
    ...unknown('nope'),
    ...unknown('fork'),
    ...unknown('forkserver'),
    [true, true, true],
    [true, false],
    'ValueError: cannot set start method of concrete context',
    "<SpawnProcess name='SpawnProcess-1' parent=N initial>",
    ['spawn', 'SpawnProcess'],
    [0, null],
  ]);
});

it('C-05 a context offers all that the module does', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(queue: mp.Queue<string>, connection: mp.Connection) {
      await queue.put('through a queue');
      await connection.send(await connection.recv());
    }
    if (import.meta.main) {
      const spawn = mp.getContext('spawn');
      for (const context of [mp.getContext(), spawn]) {
        const names = Object.keys(mp).filter((name) => name !== 'default' && !(name in context));
        const other = Object.keys(context).filter((name) => context[name as keyof mp.Context] !== mp[name as keyof typeof mp]);
        show([names, other]);
      }
      const queue: mp.Queue<string> = new spawn.Queue<string>();
      const [here, there] = spawn.Pipe<number>();
      const process: mp.Process<[mp.Queue<string>, mp.Connection]> = new spawn.Process({ target: child, args: [queue, there] });
      process.start();
      await here.send(5);
      show([await queue.get(), await here.recv(), spawn.cpuCount() === mp.cpuCount()]);
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [
    [[], []],
    [[], ['Pool', 'Process', 'getContext', 'setStartMethod']],
    ['through a queue', 5, true],
  ]);
});

it('C-07 C-08 the child imports the main module, not as main, and sees none of its later state', async (t) => {
  const { stdout, stderr, code } = await runProgram(
    t,
    `
    import { argv, chdir, cwd, env } from 'node:process';
    let state = 'at import';
    console.log('top level', import.meta.main);
    function child(folder: string) { show([state, env.GREETING, cwd() === folder, argv.slice(2)]); }
    if (import.meta.main) {
      state = 'changed';
      env.GREETING = 'hello';
      argv.push('added');
      chdir('..');
      const process = new Process({ target: child, args: [cwd()] });
      process.start();
      await process.join();
    }`,
    { args: ['given'] },
  );
  assert.deepEqual(
    [stdout.trimEnd().split('\n'), stderr, code],
    [['top level true', 'top level false', '["at import","hello",true,["given","added"]]'], '', 0],
  );
});

const unguarded = {
  'at the top level': `
    const child = new Process({ target: sleep, args: [0], name: 'bomb' });
    child.start();
    await child.join();
    console.log('exit code', child.exitcode);`,
  'after a top-level await': `
    await sleep(0.01);
    const child = new Process({ target: sleep, args: [0], name: 'bomb' });
    child.start();
    await child.join();
    console.log('exit code', child.exitcode);`,
  'in a function that is not awaited': `
    void (async () => {
      await sleep(0.01);
      const child = new Process({ target: sleep, args: [0.5], name: 'bomb' });
      child.start();
      await child.join();
      console.log('exit code', child.exitcode);
    })();`,
  'in a timer': `
    setTimeout(async () => {
      const child = new Process({ target: sleep, args: [0.5], name: 'bomb' });
      child.start();
      await child.join();
      console.log('exit code', child.exitcode);
    }, 10);`,
};

for (const [where, source] of Object.entries(unguarded)) {
  it(`C-09 B-09 an unguarded start ${where} fails in the child, and does not go on for ever`, async (t) => {
    const { stdout, stderr, code } = await runProgram(t, source);
    assert.deepEqual([stdout, code], ['exit code 1\n', 0]);
    assert.match(stderr, /^Process bomb:\n/);
    assert.match(stderr, /An attempt has been made to start a new process before the\s+current process has finished/);
    assert.match(stderr, /if \(import\.meta\.main\)/);
    assert.match(stderr, /main\.ts:\d+/);
    assert.equal(stderr.match(/An attempt/g)?.length, 1);
  });
}

it('B-09 isMainProcess() is a guard as well', async (t) => {
  const lines = await shown(
    t,
    `
    function child() { show([mp.isMainProcess(), import.meta.main]); }
    if (mp.isMainProcess()) {
      const process = new Process({ target: child });
      process.start();
      await process.join();
      show([process.exitcode, import.meta.main]);
    }`,
  );
  assert.deepEqual(lines, [
    [false, false],
    [0, true],
  ]);
});

it('a target may start processes, however late, in a module with top-level await', async (t) => {
  const lines = await shown(
    t,
    `
    await sleep(0.01);
    function leaf() { show('leaf'); }
    async function branch() {
      await sleep(0.01);
      await new Promise<void>((resolve) => setTimeout(async () => {
        const child = new Process({ target: leaf });
        child.start();
        await child.join();
        resolve();
      }, 10));
    }
    if (import.meta.main) {
      const process = new Process({ target: branch });
      process.start();
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual(lines, ['leaf', 0]);
});

it('C-10 options of Node are inherited by children and theirs; setExecutable() is used for later ones', async (t) => {
  const lines = await shown(
    t,
    `
    const option = () => process.execArgv.includes('--stack-trace-limit=7');
    function grandchild() { show(['grandchild', option()]); }
    async function child() {
      show(['child', option()]);
      const process = new Process({ target: grandchild });
      process.start();
      await process.join();
    }
    if (import.meta.main) {
      mp.setExecutable(process.execPath);
      show(['main', option()]);
      const process_ = new Process({ target: child });
      process_.start();
      await process_.join();
    }`,
    { execArgv: ['--stack-trace-limit=7'] },
  );
  assert.deepEqual(lines, [
    ['main', true],
    ['child', true],
    ['grandchild', true],
  ]);
});

it('C-11 files that are open in the parent are not open in the child', async (t) => {
  const lines = await shown(
    t,
    `
    import { fstatSync, openSync } from 'node:fs';
    function child(fd: number) {
      try { fstatSync(fd); show('open'); } catch (error) { show((error as { code: string }).code); }
    }
    if (import.meta.main) {
      const fds = Array.from({ length: 60 }, () => openSync(import.meta.filename, 'r'));
      const process = new Process({ target: child, args: [fds.at(-1)!] });
      process.start();
      await process.join();
    }`,
  );
  assert.deepEqual(lines, ['EBADF']);
});
