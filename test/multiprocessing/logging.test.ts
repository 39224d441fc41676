/** Logging: the rows G of the behaviour checklist. The lines are CPython 3.11's, in its order. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown } from '../helpers/runProgram.ts';

it('G-01 G-04 there is one logger, without a handler; the levels are those of Python', async (t) => {
  const lines = await shown(
    t,
    `
    const logger = mp.getLogger();
    show([logger === mp.getLogger(), logger.name, logger.level, logger.handlers.length]);
    show([mp.SUBDEBUG, mp.DEBUG, mp.INFO, mp.SUBWARNING, mp.WARNING, mp.ERROR, mp.CRITICAL]);
    logger.setLevel(mp.SUBDEBUG);
    logger.warning('nobody listens');
    logger.addHandler((record) => show(record));
    logger.log(mp.SUBWARNING, 'a level without a name');
    logger.setLevel('ERROR');
    logger.warning('too low');
    logger.critical('high');
    show([logger.getEffectiveLevel(), logger.isEnabledFor(mp.WARNING)]);
    show(await thrown(() => logger.setLevel('FOO')));
    logger.setLevel(mp.ERROR);
    mp.util.info('of the library, at the end of the program it is one as well');`,
  );
  const processName = 'MainProcess';
  assert.deepEqual(lines, [
    [true, 'multiprocessing', 0, 0],
    [5, 10, 20, 25, 30, 40, 50],
    { level: 25, levelName: 'Level 25', processName, message: 'a level without a name' },
    { level: 50, levelName: 'CRITICAL', processName, message: 'high' },
    [40, false],
    "ValueError: Unknown level: 'FOO'",
  ]);
});

it('G-02 G-03 logToStderr() adds a handler, and sets the level only when one is given', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `
    show(mp.logToStderr() === mp.getLogger());
    show(mp.getLogger().level);
    mp.getLogger().info('too low');
    mp.getLogger().warning('once');
    mp.logToStderr(mp.ERROR);
    mp.getLogger().error('twice');
    show(mp.getLogger().level);
    show(await thrown(() => mp.logToStderr('FOO')));`,
  );
  assert.equal(stdout, 'true\n0\n40\n"ValueError: Unknown level: \'FOO\'"\n');
  assert.equal(
    stderr.replaceAll(/.*Unknown.*\n/g, ''),
    '[WARNING/MainProcess] once\n' + '[ERROR/MainProcess] twice\n'.repeat(2),
  );
});

const child = `
  function ends() { mp.getLogger().warning('own line'); }
  if (import.meta.main) {
    mp.logToStderr(LEVEL);
    const process = new Process({ target: ends, name: 'worker 1' });
    process.start();
    await process.join();
  }`;

it('G-05 INFO: the lines of a child that ends well, and of the program', async (t) => {
  const { stderr } = await runProgram(t, child.replace('LEVEL', 'mp.INFO'));
  assert.deepEqual(stderr.trimEnd().split('\n'), [
    '[INFO/worker 1] child process calling self.run()',
    '[WARNING/worker 1] own line',
    '[INFO/worker 1] process shutting down',
    '[INFO/worker 1] process exiting with exitcode 0',
    '[INFO/MainProcess] process shutting down',
  ]);
});

it('G-05 DEBUG adds the finalizers', async (t) => {
  const { stderr } = await runProgram(t, child.replace('LEVEL', "'DEBUG'"));
  const finalizers = (name: string) => [
    `[DEBUG/${name}] running all "atexit" finalizers with priority >= 0`,
    `[DEBUG/${name}] running the remaining "atexit" finalizers`,
  ];
  assert.deepEqual(stderr.trimEnd().split('\n'), [
    '[INFO/worker 1] child process calling self.run()',
    '[WARNING/worker 1] own line',
    '[INFO/worker 1] process shutting down',
    ...finalizers('worker 1'),
    '[INFO/worker 1] process exiting with exitcode 0',
    '[INFO/MainProcess] process shutting down',
    ...finalizers('MainProcess'),
  ]);
});

it('G-06 a child that fails says so between its last two lines', async (t) => {
  const { stderr } = await runProgram(
    t,
    child.replace('LEVEL', 'mp.INFO').replace("mp.getLogger().warning('own line')", "throw new Error('boom')"),
  );
  assert.match(
    stderr,
    /process shutting down\nProcess worker 1:\nError: boom\n {4}at ends [^]*\n\[INFO\/worker 1\] process exiting with exitcode 1\n/,
  );
});

it('G-07 the end of a program with a daemon and another child', async (t) => {
  const { stderr, code } = await runProgram(
    t,
    `
    if (import.meta.main) {
      mp.logToStderr(mp.INFO);
      const daemon = new Process({ target: sleep, args: [60], name: 'dd', daemon: true });
      const other = new Process({ target: sleep, args: [0.5], name: 'nd' });
      daemon.start();
      other.start();
    }`,
  );
  const own = stderr.split('\n').filter((line) => line.startsWith('[INFO/MainProcess]'));
  const info = (text: string) => `[INFO/MainProcess] ${text}`;
  assert.deepEqual(own.slice(0, 2), [info('process shutting down'), info('calling terminate() for daemon dd')]);
  assert.deepEqual(own.slice(2).toSorted(), [
    info('calling join() for process dd'),
    info('calling join() for process nd'),
  ]);
  assert.equal(code, 0);
});

it('G-08 children get the level, and the handler when the parent has it', async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `
    function log() { show([mp.getLogger().level, mp.getLogger().handlers.length]); mp.getLogger().error('from the child'); }
    async function run(name: string) {
      const process = new Process({ target: log, name });
      process.start();
      await process.join();
    }
    if (import.meta.main) {
      await run('first');
      mp.getLogger().setLevel(33);
      await run('second');
      mp.logToStderr();
      await run('third');
    }`,
  );
  assert.equal(stdout, '[0,0]\n[33,0]\n[33,1]\n');
  assert.equal(stderr, '[ERROR/third] from the child\n');
});
