const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const {
  activateApi,
  ended,
  endAllAfterEach,
  fixture,
  isRunning,
  rowNamed,
  rowOf,
  runAlive,
  runTree,
  subtree,
  treeShows,
  until,
} = require('./helpers.cjs');

const windows = process.platform === 'win32';

describe('ending processes', () => {
  let api;
  before(async () => (api = await activateApi()));
  endAllAfterEach();

  it('terminates a program: -15, and who did it', async () => {
    const id = await runAlive(api, 'sleeps.cjs');
    await api.terminate(id);
    const row = await ended(api, id);
    if (!windows) assert.deepEqual([row.exitcode, row.signal], [-15, 'SIGTERM']);
    assert.equal(row.endReason, 'terminated from here');
    assert.match(row.terminateBlocked, /Already ended/);
  });

  it('kills a program that ignores SIGTERM', async function () {
    if (windows) this.skip(); // nothing can ignore it there
    const told = fixture('stubborn.told').fsPath;
    const id = await runAlive(api, 'stubborn.mjs', [told]);
    await until('that it ignores signals', () => fs.existsSync(told));
    await api.terminate(id);
    assert.equal(rowOf(api, id).state, 'stopping');
    await vscode.commands.executeCommand('processTree.kill', { webviewSection: 'process', processId: id });
    assert.deepEqual([(await ended(api, id)).exitcode, rowOf(api, id).signal], [-9, 'SIGKILL']);
  });

  it('says that it has ended already', async () => {
    const id = await runAlive(api, 'sleeps.cjs');
    await api.terminate(id);
    await ended(api, id);
    await assert.rejects(api.terminate(id), /Cannot terminate sleeps\.cjs: Already ended/);
    await assert.rejects(api.terminate('no-such-id'), /There is no process no-such-id/);
  });

  it('shows the processes that a program starts, each under its parent', async () => {
    const id = await runTree(api);
    const { parent, daemon, grandchild, quick } = Object.fromEntries(subtree(api, id).map((row) => [row.name, row]));
    assert.deepEqual([parent.parentId, daemon.parentId, quick.parentId, grandchild.parentId], [id, id, id, parent.id]);
    assert.deepEqual([parent.daemon, daemon.daemon, grandchild.daemon], [false, true, false]);
    assert.deepEqual([parent.alive, daemon.alive, grandchild.alive], [true, true, true]);
    assert.deepEqual([quick.alive, quick.exitcode, quick.state], [false, 3, 'joined']);
    assert.equal(quick.target, 'quick');
  });

  it('terminates a process deep in the tree through its parent, and the parent hears of it', async () => {
    const id = await runTree(api);
    const grandchild = rowNamed(api, id, 'grandchild');
    await vscode.commands.executeCommand('processTree.terminate', { processId: grandchild.id });
    const row = await ended(api, grandchild.id);
    if (!windows) assert.deepEqual([row.exitcode, row.signal], [-15, 'SIGTERM']);
    assert.equal(row.endReason, 'terminated from here');
    // Its parent was waiting for it, and ends.
    assert.equal((await ended(api, rowNamed(api, id, 'parent').id)).exitcode, 0);
  });

  it('lets no process outlive its terminated program', async () => {
    const id = await runTree(api);
    const pids = subtree(api, id).map(({ pid }) => pid);
    await api.terminate(id);
    await treeShows(api, 'the end of all', () => subtree(api, id).every((row) => !row.alive));
    await until('that no pid is left', () => pids.every((pid) => !isRunning(pid)));
  });

  it('terminates a whole tree, and kills what does not listen', async () => {
    const id = await runTree(api);
    const stubborn = await runAlive(api, 'stubborn.mjs');
    await vscode.commands.executeCommand('processTree.terminateTree', { processId: id });
    assert.ok(subtree(api, id).every((row) => !row.alive));
    assert.equal(rowOf(api, stubborn).alive, true);
    await vscode.commands.executeCommand('processTree.terminateTree', { processId: stubborn });
    if (!windows) assert.equal(rowOf(api, stubborn).exitcode, -9);
  });

  it('keeps the rows of what runs when the ended ones are cleared', async () => {
    const id = await runTree(api);
    const other = await runAlive(api, 'sleeps.cjs');
    await api.terminate(other);
    await ended(api, other);
    await vscode.commands.executeCommand('processTree.clearEnded');
    assert.equal(rowOf(api, other), undefined);
    assert.equal(rowNamed(api, id, 'quick'), undefined);
    assert.ok(rowNamed(api, id, 'grandchild').alive);
  });

  it('copies a row, and a subtree as Markdown', async () => {
    const id = await runTree(api);
    await vscode.commands.executeCommand('processTree.copy', { processId: rowNamed(api, id, 'daemon').id });
    assert.match(await vscode.env.clipboard.readText(), /^daemon\t\d+\tdaemon\tstarted\t$/);
    await vscode.commands.executeCommand('processTree.copyTree', { processId: id });
    assert.match(
      await vscode.env.clipboard.readText(),
      /^- \*\*tree\.ts\*\* .*\n {2}- \*\*parent\*\* .*\n {4}- \*\*grandchild\*\*/,
    );
  });
});

describe('joining processes', () => {
  let api;
  before(async () => (api = await activateApi()));
  endAllAfterEach();

  it('resolves to the exit code, and shows that it was joined', async () => {
    const id = await runAlive(api, 'sleeps.cjs');
    const joining = api.join(id);
    assert.equal(rowOf(api, id).joining, true);
    await api.terminate(id);
    if (windows) await joining;
    else assert.equal(await joining, -15);
    assert.deepEqual([rowOf(api, id).state, rowOf(api, id).joining], ['joined', false]);
    assert.equal(await api.join(id), rowOf(api, id).exitcode);
  });

  it('resolves to null when the time is over', async () => {
    const id = await runAlive(api, 'sleeps.cjs');
    assert.equal(await api.join(id, 0.05), null);
    assert.deepEqual([rowOf(api, id).alive, rowOf(api, id).joining], [true, false]);
  });

  it('joins a process deep in the tree as its parent', async () => {
    const id = await runTree(api);
    const daemon = rowNamed(api, id, 'daemon');
    assert.equal(await api.join(daemon.id, 0.05), null);
    const joining = api.join(daemon.id);
    await api.terminate(daemon.id);
    if (windows) await joining;
    else assert.equal(await joining, -15);
    await treeShows(api, 'that it was joined', () => rowOf(api, daemon.id).state === 'joined');
  });

  it('can be given up', async () => {
    const id = await runAlive(api, 'sleeps.cjs');
    const joining = vscode.commands.executeCommand('processTree.join', { processId: id });
    await treeShows(api, 'the join', () => rowOf(api, id).joining);
    await vscode.commands.executeCommand('processTree.cancelJoin', { processId: id });
    await joining;
    assert.deepEqual([rowOf(api, id).alive, rowOf(api, id).joining, rowOf(api, id).commandError], [true, false, null]);
  });

  it('fails where nobody can join, and says why', async () => {
    await assert.rejects(api.join('no-such-id'), /There is no process no-such-id/);
  });
});
