// Programs that the window has not started: in its terminals, by its tasks.
const vscode = require('vscode');
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const {
  activateApi,
  endAllAfterEach,
  EXTENSION_ID,
  fixture,
  isRunning,
  path,
  treeShows,
  until,
  withSetting,
} = require('./helpers.cjs');

const windows = process.platform === 'win32';
const VARIABLE = 'MULTIPROCESSING_MONITOR';

function environmentOf(pid) {
  if (process.platform !== 'linux') return execFileSync('ps', ['eww', String(pid)], { encoding: 'utf8' });
  return fs.readFileSync(`/proc/${pid}/environ`, 'utf8');
}

function shellTask(name, execution) {
  return new vscode.Task({ type: 'shell', task: name }, vscode.TaskScope.Workspace, name, 'test', execution);
}

describe('what others start', () => {
  let api;
  let cli;
  before(async () => {
    api = await activateApi();
    cli = path.join(vscode.extensions.getExtension(EXTENSION_ID).extensionPath, 'dist/cli.cjs');
  });
  endAllAfterEach();
  const terminals = [];
  afterEach(() => {
    for (const terminal of terminals.splice(0)) terminal.dispose();
  });

  const quoted = (file) => `"${file}"`;
  // The editor's own runtime, since `node` may be none or an old one.
  const run = (file) => `${quoted(process.execPath)} ${quoted(cli)} ${quoted(fixture(file).fsPath)}`;
  const env = { ELECTRON_RUN_AS_NODE: '1' };
  const named = (name) => api.tree().find((row) => row.name === name && row.alive && row.runtime !== null);

  function openTerminal() {
    const terminal = vscode.window.createTerminal({ name: 'watched', env });
    terminals.push(terminal);
    return terminal;
  }

  /** What a terminal's shell has in its environment, once it is the shell and no longer the fork of who starts it. */
  async function variableIn(terminal) {
    const pid = await terminal.processId;
    return until('the environment of the shell', () => {
      const environment = environmentOf(pid);
      return environment.includes('TERM_PROGRAM=vscode') && environment;
    });
  }

  it('shows a program that is run in a terminal, with the processes that it starts', async () => {
    openTerminal().sendText(run('tree.ts'));
    const root = await treeShows(api, 'the program', () => named('tree.ts'));
    await treeShows(api, 'its grandchild', () => named('grandchild'));
    assert.equal(root.parentId, null);
    assert.equal(named('grandchild').parentId, named('parent').id);
    assert.equal(root.terminateBlocked, null);
    await vscode.commands.executeCommand('processTree.showTerminal', { processId: named('grandchild').id });
    await until('its terminal', () => vscode.window.activeTerminal?.name === 'watched');
    await api.terminate(named('grandchild').id);
    const grandchild = () => api.tree().find((row) => row.name === 'grandchild');
    await treeShows(api, 'its end', () => grandchild().alive === false);
    if (!windows) assert.equal(grandchild().signal, 'SIGTERM');
  });

  it('terminates it from here, though a shell has started it', async () => {
    openTerminal().sendText(run('sleeps.cjs'));
    const { id, pid } = await treeShows(api, 'the program', () => named('sleeps.cjs'));
    await api.terminate(id);
    const row = await treeShows(api, 'its end', () => api.tree().find((one) => one.id === id && !one.alive));
    assert.equal(row.endReason, 'terminated from here');
    assert.equal(isRunning(pid), false);
  });

  it('shows a program that a task runs', async () => {
    const definition = { type: 'shell', task: 'watched' };
    const shell = new vscode.ShellExecution(run('sleeps.cjs'), { env });
    const folder = vscode.workspace.workspaceFolders[0];
    const execution = await vscode.tasks.executeTask(new vscode.Task(definition, folder, 'watched', 'test', shell));
    try {
      await treeShows(api, 'the program', () => named('sleeps.cjs'));
    } finally {
      execution.terminate();
    }
    await treeShows(api, 'its end', () => api.tree().every((row) => !row.alive));
  });

  describe('of Python', () => {
    before(function () {
      if (windows) this.skip();
    });
    const command = `python3 ${quoted(fixture('workers.py').fsPath)}`;

    async function worksAndEnds() {
      const waiter = await treeShows(api, 'a wait', () => named('waiter')?.waiting.length > 0 && named('waiter'));
      const root = api.tree().find(({ id }) => id === waiter.parentId);
      assert.deepEqual([root.name, root.parentId, waiter.waiting[0].operation], ['workers.py', null, 'Queue.get']);
      await api.terminate(waiter.id);
      await treeShows(api, 'the end of all', () => api.tree().every((row) => !row.alive));
      assert.equal(api.tree().find(({ id }) => id === waiter.id).exitcode, -15);
    }

    it('shows a program that a terminal runs', async () => {
      openTerminal().sendText(command);
      await worksAndEnds();
    });

    it('shows one that a task runs, with a PYTHONPATH of its own', async () => {
      const shell = new vscode.ShellExecution(command, { env: { PYTHONPATH: '/nowhere/own' } });
      const started = new Promise((resolve) =>
        vscode.tasks.onDidStartTaskProcess(({ processId }) => resolve(processId)),
      );
      await vscode.tasks.executeTask(shellTask('python', shell));
      const pid = await started;
      const [value] = /^PYTHONPATH=.*$/m.exec(environmentOf(pid).replaceAll('\0', '\n'));
      assert.match(value, /dist\/python:\/\.\/\/nowhere\/own$/);
      await worksAndEnds();
    });

    const briefly = `python3 ${quoted(fixture('briefly.py').fsPath)}`;
    const ended = (code) => api.tree().find(({ name, exitcode }) => name === 'briefly.py' && exitcode === code);

    it('is told by the shell with what a program exits', async () => {
      const terminal = openTerminal();
      terminal.show(true);
      const shell = await until('the integration of the shell', () => terminal.shellIntegration);
      for (const code of [7, 0]) {
        shell.executeCommand(`${briefly} ${code}`);
        const row = await treeShows(api, `exit code ${code}`, () => ended(code));
        assert.deepEqual([row.state, row.signal, row.error, row.parentId], ['ended', null, null, null]);
      }
    });

    it('is told by the task with what a program exits, and not with what its shell does after it', async () => {
      await vscode.tasks.executeTask(shellTask('exits', new vscode.ShellExecution(`${briefly} 6`)));
      await treeShows(api, 'exit code 6', () => ended(6));
      const over = new Promise((resolve) => vscode.tasks.onDidEndTaskProcess(({ exitCode }) => resolve(exitCode)));
      await vscode.tasks.executeTask(shellTask('exits', new vscode.ShellExecution(`${briefly} 5; exit 4`)));
      assert.equal(await over, 4);
      await treeShows(api, 'the end of the second', () => api.tree().every((row) => !row.alive));
      assert.equal(ended(4), undefined);
    });

    it('leaves PYTHONPATH alone while the setting is off', async () => {
      const has = async () => (await variableIn(openTerminal())).includes(`PYTHONPATH=`);
      assert.equal(await has(), true);
      await withSetting('watchPython', false, () => until('a terminal without it', async () => !(await has())));
      await until('a terminal with it', has);
    });
  });

  const afterKill = async (start) => {
    await start();
    const { id, pid } = await treeShows(api, 'the program', () => named('sleeps.cjs'));
    process.kill(pid, 'SIGKILL');
    const row = () => api.tree().find((one) => one.id === id);
    await treeShows(api, 'its exit code', () => row().exitcode !== null);
    assert.deepEqual([row().exitcode, row().signal, row().endReason], [-9, 'SIGKILL', null]);
  };

  it('is told by the shell which signal has ended a program', async function () {
    if (windows) this.skip(); // no signals there
    await afterKill(async () => {
      const terminal = openTerminal();
      terminal.show(true);
      const shell = await until('the integration of the shell', () => terminal.shellIntegration);
      shell.executeCommand(run('sleeps.cjs'));
    });
  });

  it('is told by the task which signal has ended a program', async function () {
    if (windows) this.skip(); // no signals there
    // With something after it: a shell replaces itself by a command that is its last, and then nobody is left to tell.
    const command = new vscode.ShellExecution(`${run('sleeps.cjs')}; exit $?`, { env });
    await afterKill(() => vscode.tasks.executeTask(shellTask('killed', command)));
  });

  it('tells terminals nothing while the setting is off, and at once when it is on again', async () => {
    assert.match(await variableIn(openTerminal()), new RegExp(VARIABLE));
    await withSetting('watchTerminals', false, async () => {
      await until(
        'a terminal without the variable',
        async () => !(await variableIn(openTerminal())).includes(VARIABLE),
      );
    });
    await until('a terminal with the variable', async () => (await variableIn(openTerminal())).includes(VARIABLE));
  });

  it('shows an orphan, and ends it with all others at once', async function () {
    if (windows) this.skip(); // none is left there
    openTerminal().sendText(run('orphan.ts'));
    const orphan = await treeShows(api, 'the process', () => named('left behind'));
    await vscode.commands.executeCommand('processTree.kill', { processId: named('orphan.ts').id });
    const told = await treeShows(api, 'the orphan', () => named('left behind')?.orphanedAt && named('left behind'));
    assert.equal(told.state, 'started');
    await vscode.commands.executeCommand('processTree.terminateOrphans');
    await treeShows(api, 'its end', () => api.tree().every((row) => !row.alive));
    assert.equal(isRunning(orphan.pid), false);
  });
});
