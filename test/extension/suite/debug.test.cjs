const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
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

  const debugFile = (name) => vscode.commands.executeCommand('processTree.debugFile', fixture(name));
  const rootSession = () => [...live].find((session) => !session.parentSession);
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

  it('Debug File shows the processes by their names, and where one is paused; Stop ends all of them', async () => {
    const line = breakAt('debugged.ts', 'const sum');
    const id = await debugFile('debugged.ts');
    assert.equal(rowOf(api, id).name, 'debugged.ts');
    const adder = await pausedRow(id, 'adder');
    assert.deepEqual(
      [adder.state, adder.debug.paused.reason, adder.debug.paused.location.line],
      ['paused', 'breakpoint', line],
    );
    assert.equal(
      adder.debug.paused.location.url,
      fixture('debugged.ts').with({ scheme: 'file', authority: '' }).toString(),
    );
    await treeShows(api, 'idler in its session', () => rowNamed(api, id, 'idler')?.debug);
    const names = [...live].map(({ name }) => name);
    for (const name of ['adder', 'idler'])
      assert.ok(names.includes(`${name} [${rowNamed(api, id, name).pid}]`), `${names}`);
    await treeShows(api, 'which one the debugger is at', () => rowNamed(api, id, 'adder').debug.current);
    const pids = subtree(api, id).map(({ pid }) => pid);

    await vscode.debug.stopDebugging(rootSession());
    await treeShows(api, 'the end of all', () => subtree(api, id).every((row) => !row.alive));
    assert.equal(rowOf(api, id).endReason, 'ended with its debug session');
    await until('that no pid is left', () => pids.every((pid) => !isRunning(pid)), PATIENCE_MS);
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
