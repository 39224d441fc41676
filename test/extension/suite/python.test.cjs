const assert = require('node:assert/strict');
const { activateApi, ended, endAllAfterEach, fixture, path, rowOf, until, withSetting } = require('./helpers.cjs');

const { spawnSync } = require('node:child_process');
const vscode = require('vscode');

const DEBIAN_PYTHON = '/usr/bin/python3';
const hasDebugpy = () => spawnSync(DEBIAN_PYTHON, ['-c', 'import debugpy']).status === 0;

describe('running a Python script', () => {
  let api;
  before(async () => (api = await activateApi()));
  endAllAfterEach();

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
  });

  it('says what is wrong with the Python of the setting, and uses no other', async () => {
    await withSetting('pythonPath', path.join(path.sep, 'no', 'such', 'python'), async () => {
      await assert.rejects(
        api.run(fixture('workers.py')),
        /python does not run as Python \(.*ENOENT.*\)\. Set processTree\.pythonPath to a Python 3/s,
      );
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
    const live = new Set();
    const listening = [
      vscode.debug.onDidStartDebugSession((session) => live.add(session)),
      vscode.debug.onDidTerminateDebugSession((session) => live.delete(session)),
    ];
    try {
      await withSetting('pythonPath', DEBIAN_PYTHON, async () => {
        const id = await vscode.commands.executeCommand('processTree.debugFile', uri);
        const waiter = await child('waiter', ({ debug }) => debug?.paused?.location, 60_000);
        assert.deepEqual([waiter.debug.paused.reason, waiter.debug.paused.location.line], ['breakpoint', line]);
        assert.ok([...live].some(({ name }) => name === `waiter [${waiter.pid}]`));
        await vscode.commands.executeCommand('processTree.stopDebugging', { processId: id });
        await until('the end of all sessions', () => live.size === 0);
        await until('the end of all processes', () => api.tree().every(({ alive }) => !alive));
      });
    } finally {
      vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
      for (const item of listening) item.dispose();
    }
  });
});
