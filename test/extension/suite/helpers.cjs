const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');

const manifest = require('../../../package.json');
const EXTENSION_ID = `${manifest.publisher}.${manifest.name}`;

/** What the extension's `activate` returned. */
const activateApi = () => vscode.extensions.getExtension(EXTENSION_ID).activate();

/** A file of the workspace. */
const fixture = (name) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);

/** Resolves with the first truthy value of `look`, which is called again after each change of the tree. */
async function treeShows(api, what, look, milliseconds = 15_000) {
  const first = look();
  if (first) return first;
  let listening;
  let timer;
  try {
    return await new Promise((resolve, reject) => {
      const check = () => {
        const value = look();
        if (value) resolve(value);
      };
      listening = api.onDidChangeTree(check);
      timer = setTimeout(() => {
        const rows = JSON.stringify(
          api.tree(),
          ['id', 'name', 'pid', 'state', 'alive', 'exitcode', 'endReason', 'commandError'],
          1,
        );
        reject(new Error(`${what}: not within ${milliseconds} ms; the tree is ${rows}`));
      }, milliseconds);
    });
  } finally {
    listening.dispose();
    clearTimeout(timer);
  }
}

const rowOf = (api, id) => api.tree().find((row) => row.id === id);
const rowNamed = (api, rootId, name) => subtree(api, rootId).find((row) => row.name === name);

function subtree(api, rootId) {
  const ids = new Set([rootId]);
  const rows = [];
  for (const row of api.tree()) {
    if (row.id !== rootId && !ids.has(row.parentId)) continue;
    ids.add(row.id);
    rows.push(row);
  }
  return rows;
}

/** Runs a fixture and resolves with its row's id once its process is alive and connected. */
async function runAlive(api, name, args) {
  const id = await api.run(fixture(name), args);
  await treeShows(api, `${name} is connected`, () => rowOf(api, id)?.alive && rowOf(api, id).runtime !== null);
  return id;
}

const ended = (api, id) =>
  treeShows(api, 'the end of a process', () => rowOf(api, id)?.alive === false && rowOf(api, id));

/** The tree of test/fixtures/workspace/tree.ts with all its processes. */
async function runTree(api) {
  const id = await api.run(fixture('tree.ts'));
  const named = (name) =>
    treeShows(api, `the process ${name}`, () => rowNamed(api, id, name)?.runtime && rowNamed(api, id, name));
  for (const name of ['parent', 'daemon', 'grandchild']) await named(name);
  await treeShows(api, 'the end of quick', () => rowNamed(api, id, 'quick')?.state === 'joined');
  return id;
}

/** Not one that has ended and only waits to be collected. */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).split(' ')[1] !== 'Z';
  } catch {
    return false;
  }
}

/** Waits for what no event tells. */
async function until(what, look, milliseconds = 15_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function withSetting(name, value, body) {
  const configuration = () => vscode.workspace.getConfiguration('processTree');
  await configuration().update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    return await body();
  } finally {
    await configuration().update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

/** No process of a test outlives it. */
function endAllAfterEach() {
  afterEach(async () => {
    const api = await activateApi();
    await vscode.commands.executeCommand('processTree.terminateAll'); // settings.json says: at once, without a question
    await treeShows(api, 'that all have ended', () => api.tree().every((row) => !row.alive));
    await vscode.commands.executeCommand('processTree.clearEnded');
    assert.deepEqual(api.tree(), []);
  });
}

module.exports = {
  activateApi,
  ended,
  endAllAfterEach,
  EXTENSION_ID,
  fixture,
  isRunning,
  manifest,
  path,
  rowNamed,
  rowOf,
  runAlive,
  runTree,
  subtree,
  treeShows,
  until,
  withSetting,
};
