const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const url = require('node:url');
const {
  activateApi,
  endAllAfterEach,
  fixture,
  isRunning,
  rowNamed,
  rowOf,
  subtree,
  treeShows: treeShowsWithin,
  until,
  withSetting,
} = require('./helpers.cjs');

// A debugger takes its time: it starts sessions one after another, and pauses each process at its start.
const PATIENCE_MS = 60_000;
const treeShows = (api, what, look) => treeShowsWithin(api, what, look, PATIENCE_MS);
/** The one on PATH may be too old for the loader. */
const runtimeExecutable = process.versions.electron ? 'node' : process.execPath;

describe('debugging', function () {
  this.timeout(120_000);
  let api;
  const live = new Set();
  const listening = [];
  before(async () => {
    api = await activateApi();
    listening.push(
      vscode.debug.onDidStartDebugSession((session) => live.add(session)),
      vscode.debug.onDidTerminateDebugSession((session) => live.delete(session)),
    );
  });
  after(() => listening.forEach((item) => item.dispose()));
  endAllAfterEach();
  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await until('the end of all debug sessions', () => live.size === 0, PATIENCE_MS);
  });

  /** @returns The breakpoint's line, from 1. */
  function breakAt(name, text) {
    const uri = fixture(name);
    const lines = fs.readFileSync(uri.fsPath, 'utf8').split('\n');
    const line = lines.findIndex((other) => other.includes(text));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(line, 0)))]);
    return line + 1;
  }

  const run = (command, id) =>
    vscode.commands.executeCommand(`processTree.${command}`, ...(id === undefined ? [] : [{ processId: id }]));
  const endedRow = (id) => rowOf(api, id)?.alive === false && rowOf(api, id);
  const debugFile = (name) => vscode.commands.executeCommand('processTree.debugFile', fixture(name));
  const pausedRow = (id, name) =>
    treeShows(
      api,
      `${name} paused at a line`,
      () => rowNamed(api, id, name)?.debug?.paused?.location && rowNamed(api, id, name),
    );
  const launch = (configuration) =>
    vscode.debug.startDebugging(vscode.workspace.workspaceFolders[0], {
      type: 'node',
      request: 'launch',
      name: 'a launch',
      ...configuration,
    });

  it('Debug File shows the processes by their names, and where one is paused, and lets it go on', async () => {
    const line = breakAt('debugged.ts', 'const sum');
    const id = await debugFile('debugged.ts');
    assert.equal(rowOf(api, id).name, 'debugged.ts');
    const adder = await pausedRow(id, 'adder');
    const { reason, location } = adder.debug.paused;
    assert.deepEqual([adder.state, reason, location.line], ['paused', 'breakpoint', line]);
    assert.equal(location.url, url.pathToFileURL(fixture('debugged.ts').fsPath).href);
    await treeShows(api, 'idler in its session', () => rowNamed(api, id, 'idler')?.debug);
    for (const name of ['adder', 'idler']) {
      const wanted = `${name} [${rowNamed(api, id, name).pid}]`; // the editor tells of a session after its adapter does
      await until(`the session ${wanted}`, () => [...live].some((session) => session.name === wanted));
    }
    await treeShows(api, 'which one the debugger is at', () => rowNamed(api, id, 'adder').debug.current);

    await run('continue', adder.id);
    assert.equal((await treeShows(api, 'the end of adder', () => endedRow(adder.id))).exitcode, 0);
    const idler = rowNamed(api, id, 'idler');
    await run('pause', idler.id);
    await pausedRow(id, 'idler');
    await run('terminate', idler.id); // paused, it could not handle a signal
    const row = await treeShows(api, 'the end of idler', () => endedRow(idler.id));
    if (process.platform !== 'win32') assert.deepEqual([row.exitcode, row.endReason], [-15, 'terminated from here']);
    assert.equal((await treeShows(api, 'the end of the program', () => endedRow(id))).exitcode, 0);
  });

  it('pauses in the code at the top level, in each process; one press of Stop ends all of them', async () => {
    const line = breakAt('debugged.ts', 'const grouped');
    await debugFile('debugged.ts');
    const root = await treeShows(api, 'the program paused', () =>
      api.tree().find(({ debug }) => debug?.paused?.location),
    );
    assert.deepEqual([root.name, root.debug.paused.location.line], ['debugged.ts', line]);
    await run('continueAll');
    for (const name of ['adder', 'idler']) {
      assert.equal((await pausedRow(root.id, name)).debug.paused.location.line, line);
    }
    const pids = subtree(api, root.id).map(({ pid }) => pid);

    await run('stopDebugging', rowNamed(api, root.id, 'idler').id);
    await treeShows(api, 'the end of all', () => subtree(api, root.id).every((row) => !row.alive));
    const reasons = subtree(api, root.id).map(({ endReason }) => endReason);
    assert.deepEqual(
      reasons,
      reasons.map(() => 'ended with its debug session'),
    );
    await until('that no pid is left', () => pids.every((pid) => !isRunning(pid)), PATIENCE_MS);
  });

  it('attaches the debugger to a process that runs, and detaches it', async () => {
    const id = await api.run(fixture('debugged.ts'));
    const idler = await treeShows(
      api,
      'idler',
      () => rowNamed(api, id, 'idler')?.attachBlocked === null && rowNamed(api, id, 'idler'),
    );
    await run('attachDebugger', idler.id);
    assert.equal(rowOf(api, idler.id).debug.attached, true);
    assert.equal(rowOf(api, id).debug, null);
    assert.match(rowOf(api, idler.id).attachBlocked, /Debugged already/);
    const line = breakAt('debugged.ts', 'turns++');
    assert.equal((await pausedRow(id, 'idler')).debug.paused.location.line, line);
    await run('detachDebugger', idler.id);
    await treeShows(api, 'that it is gone', () => rowOf(api, idler.id).debug === null);
    await until('the end of the session', () => live.size === 0, PATIENCE_MS);
    assert.ok(isRunning(idler.pid));

    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await run('attachDebugger', idler.id); // it was closed, and is opened anew
    assert.equal(rowOf(api, idler.id).debug.attached, true);
    await withSetting('confirmTerminate', false, () => run('terminate', id)); // there is a word in its queue
    await treeShows(api, 'the end', () => endedRow(idler.id));
  });

  it('attaches to a process that computes, and pauses it there', async () => {
    const told = fixture('busy.told').fsPath;
    const id = await api.run(fixture('busy.ts'), [told]);
    await until('that it computes', () => fs.existsSync(told), PATIENCE_MS);
    await run('attachDebugger', id);
    assert.equal(rowOf(api, id).debug?.attached, true);
    await run('pause', id);
    const row = await treeShows(api, 'a pause', () => rowOf(api, id).debug?.paused?.location && rowOf(api, id));
    assert.match(row.debug.paused.location.url, /busy\.ts$/);
    await run('kill', id);
    await treeShows(api, 'its end', () => endedRow(id));
  });

  it('shows what a launch configuration starts, in a terminal too, and how it ended', async () => {
    for (const console of ['internalConsole', 'integratedTerminal']) {
      await launch({ program: fixture('exits.mjs').fsPath, args: ['7'], console, runtimeExecutable });
      const row = await treeShows(api, `exits.mjs in the ${console}`, () =>
        api.tree().find(({ name, alive }) => name === 'exits.mjs' && !alive),
      );
      assert.deepEqual([row.exitcode, row.endReason], [7, null]);
      await vscode.commands.executeCommand('processTree.clearEnded');
    }
  });

  it('ends with the session also what the debugger did not attach to', async () => {
    await launch({ program: fixture('tree.ts').fsPath, autoAttachChildProcesses: false, runtimeExecutable });
    const root = await treeShows(api, 'the program', () => api.tree().find(({ debug }) => debug !== null));
    const child = await treeShows(api, 'its child', () => rowNamed(api, root.id, 'daemon'));
    assert.deepEqual([child.alive, child.debug], [true, null]);
    await run('stopDebugging', root.id);
    const row = await treeShows(api, 'the end of its child', () => endedRow(child.id));
    assert.equal(row.endReason, 'ended with its debug session');
  });

  it('shows nothing of it when that is switched off', () =>
    withSetting('debug.enabled', false, async () => {
      let ended = false;
      const listener = vscode.debug.onDidTerminateDebugSession((session) => (ended ||= !session.parentSession));
      await launch({ program: fixture('exits.mjs').fsPath, runtimeExecutable });
      await until('its end', () => ended, PATIENCE_MS);
      listener.dispose();
      assert.deepEqual(api.tree(), []);
    }));
});
