// Last in the order of the files: nothing works afterwards.
const assert = require('node:assert/strict');
const vscode = require('vscode');
const {
  activateApi,
  EXTENSION_ID,
  isRunning,
  manifest,
  path,
  rowOf,
  runAlive,
  runTree,
  subtree,
} = require('./helpers.cjs');

describe('deactivation', () => {
  it('leaves no process behind, not even one that ignores SIGTERM, in less than a second', async () => {
    const api = await activateApi();
    const tree = await runTree(api);
    const stubborn = await runAlive(api, 'stubborn.mjs');
    const pids = [...subtree(api, tree), rowOf(api, stubborn)].filter(({ alive }) => alive).map(({ pid }) => pid);
    assert.equal(pids.length, 5);
    // The module that the editor has loaded, whose function it calls when the window closes.
    const { deactivate } = require(
      path.join(vscode.extensions.getExtension(EXTENSION_ID).extensionPath, manifest.main),
    );
    const started = performance.now();
    await deactivate();
    const milliseconds = performance.now() - started;
    assert.deepEqual(pids.filter(isRunning), []);
    assert.ok(milliseconds < 1000, `it took ${milliseconds} ms`);
    const ended = [...subtree(api, tree), rowOf(api, stubborn)].filter(({ name }) => name !== 'quick');
    assert.deepEqual(
      ended.filter(({ alive, endReason }) => alive || endReason !== 'ended with the window'),
      [],
    );
    await assert.rejects(runAlive(api, 'sleeps.cjs'), /the window is closing/);
  });
});
