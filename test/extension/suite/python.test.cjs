const assert = require('node:assert/strict');
const { activateApi, ended, endAllAfterEach, fixture, path, rowOf, until, withSetting } = require('./helpers.cjs');

const { spawn, spawnSync } = require('node:child_process');
const vscode = require('vscode');

const DEBIAN_PYTHON = '/usr/bin/python3';
/**
 * Whether gdb can call a function in a process that runs: so debugpy comes to it. Debian 12's does not know all registers
 * of newer Intel processors ("Couldn't write extended state status"), and ends a process that sleeps.
 */
function gdbCanCall() {
  const sleeper = spawn('sleep', ['60']);
  try {
    const args = ['--nx', '--batch', '--pid', `${sleeper.pid}`, '--eval-command', 'call (int)getpid()'];
    return spawnSync('gdb', args, { encoding: 'utf8' }).stdout?.includes(`= ${sleeper.pid}`) ?? false;
  } finally {
    sleeper.kill('SIGKILL');
  }
}
const hasDebugpy = () => spawnSync(DEBIAN_PYTHON, ['-c', 'import debugpy']).status === 0;

describe('running a Python script', () => {
  let api;
  /** The live sessions. Which is the active one does not tell: VS Code may take one for it that has ended. */
  const sessions = new Set();
  const listening = [
    vscode.debug.onDidStartDebugSession((session) => sessions.add(session)),
    vscode.debug.onDidTerminateDebugSession((session) => sessions.delete(session)),
  ];
  before(async () => (api = await activateApi()));
  endAllAfterEach();
  after(() => listening.forEach((item) => item.dispose()));

  const sessionOf = ({ name, pid }) =>
    until(`the session of ${name}`, () => [...sessions].find((session) => session.name === `${name} [${pid}]`), 60_000);
  const threadsOf = async (session) => (await session.customRequest('threads')).threads.map(({ name }) => name);

  const child = (name, holds = () => true, patience) =>
    until(name, () => api.tree().find((row) => row.name === name && row.parentId !== null && holds(row)), patience);

  it('shows its processes with their names, errors and waits; terminate and join act in their parent', async () => {
    const id = await api.run(fixture('workers.py'));
    const parser = await child('parser', ({ exitcode, error }) => exitcode !== null && error !== null);
    assert.deepEqual([parser.exitcode, parser.error.name, parser.error.message], [1, 'ValueError', 'bad row 17']);
    const waiter = await child('waiter', ({ waiting }) => waiting.length > 0);
    assert.deepEqual([waiter.daemon, waiter.waiting[0].operation, waiter.target], [true, 'Queue.get', 'waits']);
    assert.match(rowOf(api, id).runtime, /^python 3\./);
    const joined = api.join(waiter.id);
    await api.terminate(waiter.id);
    assert.equal(await joined, -15);
    assert.deepEqual([(await ended(api, id)).exitcode, rowOf(api, waiter.id).signal], [0, 'SIGTERM']);
    const show = (row) => vscode.commands.executeCommand('processTree.showOutput', { processId: row });
    const text = () => vscode.window.activeTextEditor?.document.getText() ?? '';
    await show(id);
    await until('what it has printed itself', () => /out waiter ended with -15$/m.test(text()));
    if (process.platform !== 'linux') return; // there all is in its output
    assert.doesNotMatch(text(), /ValueError/);
    await show(parser.id);
    await until('what its process has printed', () => /err ValueError: bad row 17$/m.test(text()));
    await show(waiter.id);
    await until('that it has printed nothing', () => text() === 'It has not printed anything.');
  });

  it('says what is wrong with the Python of the setting, and uses no other', async () => {
    await withSetting('pythonPath', path.join(path.sep, 'no', 'such', 'python'), async () => {
      await assert.rejects(
        api.run(fixture('workers.py')),
        /python does not run as Python \(.*ENOENT.*\)\. Set processTree\.pythonPath to a Python 3/s,
      );
    });
  });

  it('attaches the debugger to a process that runs, by its pid, and again once it is away', async function () {
    if (!hasDebugpy() || !gdbCanCall()) this.skip(); // throws
    this.timeout(120_000);
    await withSetting('pythonPath', DEBIAN_PYTHON, async () => {
      const id = await api.run(fixture('workers.py'));
      const waiter = await child('waiter', ({ waiting }) => waiting.length > 0);
      const attachAndDetach = async () => {
        await vscode.commands.executeCommand('processTree.attachDebugger', { processId: waiter.id });
        const { debug } = await child('waiter', (row) => row.debug !== null, 60_000);
        assert.equal(debug.attached, true);
        const session = await sessionOf(waiter);
        assert.deepEqual(await threadsOf(session), ['MainThread']);
        await vscode.debug.stopDebugging(session);
        await child('waiter', (row) => row.debug === null && row.alive, 60_000);
      };
      await attachAndDetach();
      await attachAndDetach(); // at once: debugpy is in it still
      await api.terminate(waiter.id);
      await ended(api, id);
    });
  });

  it('is free again for the debugger after one that has not reached it', async function () {
    if (!hasDebugpy()) this.skip(); // throws
    this.timeout(60_000);
    await withSetting('pythonPath', DEBIAN_PYTHON, async () => {
      await api.run(fixture('workers.py'));
      const waiter = await child('waiter', ({ waiting }) => waiting.length > 0);
      const ofNone = { type: 'debugpy', request: 'attach', name: 'none', processId: 2 ** 22 + 1 };
      const attached = vscode.debug.startDebugging(undefined, { ...ofNone, __processTreeRow: waiter.id });
      await child('waiter', (row) => row.debug !== null);
      await assert.rejects(attached, /Timed out/); // outside of tests VS Code shows that in a dialog
      await child('waiter', (row) => row.debug === null && row.alive);
    });
  });

  it('knows from its debugger what a program has given to sys.exit()', async function () {
    if (!hasDebugpy()) this.skip(); // throws
    this.timeout(120_000);
    await withSetting('pythonPath', DEBIAN_PYTHON, async () => {
      const id = await vscode.commands.executeCommand('processTree.debugFile', fixture('exits.py'));
      await until('the pause at SystemExit', () => rowOf(api, id).debug?.paused?.location, 60_000);
      await vscode.commands.executeCommand('processTree.continue', { processId: id });
      await until('its exit code', () => rowOf(api, id).exitcode !== null, 60_000);
      assert.equal(rowOf(api, id).exitcode, 3);
    });
  });

  it('debugs it: its processes are tied to their sessions, and pause in their rows', async function () {
    if (!hasDebugpy()) this.skip(); // throws
    this.timeout(120_000);
    const line = 10; // jobs.get()
    const uri = fixture('workers.py');
    vscode.debug.addBreakpoints([
      new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(line - 1, 0))),
    ]);
    try {
      await withSetting('pythonPath', DEBIAN_PYTHON, async () => {
        const id = await vscode.commands.executeCommand('processTree.debugFile', uri);
        const waiter = await child('waiter', ({ debug }) => debug?.paused?.location, 60_000);
        assert.deepEqual([waiter.debug.paused.reason, waiter.debug.paused.location.line], ['breakpoint', line]);
        assert.deepEqual(await threadsOf(await sessionOf(waiter)), ['MainThread']);
        await vscode.commands.executeCommand('processTree.stopDebugging', { processId: id });
        await until('the end of all sessions', () => sessions.size === 0);
        await until('the end of all processes', () => api.tree().every(({ alive }) => !alive));
      });
    } finally {
      vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    }
  });
});
