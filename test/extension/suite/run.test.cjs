const vscode = require('vscode');
const assert = require('node:assert/strict');
const {
  activateApi,
  ended,
  endAllAfterEach,
  fixture,
  path,
  rowOf,
  runAlive,
  until,
  withSetting,
} = require('./helpers.cjs');

describe('running a script', () => {
  let api;
  before(async () => (api = await activateApi()));
  endAllAfterEach();

  it('shows its row while it runs', async () => {
    const id = await runAlive(api, 'sleeps.cjs');
    const row = rowOf(api, id);
    assert.equal(row.name, 'sleeps.cjs');
    assert.equal(row.parentId, null);
    assert.equal(row.state, 'started');
    assert.equal(row.daemon, false);
    assert.equal(row.exitcode, null);
    assert.equal(row.script, fixture('sleeps.cjs').fsPath);
    assert.equal(row.terminateBlocked, null);
    assert.equal(row.joinBlocked, null);
    assert.match(row.runtime, /^node \d+\./);
  });

  it('runs TypeScript with arguments, in the workspace folder', async () => {
    const id = await api.run(fixture('hello.ts'), ['a b', '--c']);
    const row = await ended(api, id);
    assert.deepEqual([row.exitcode, row.signal, row.state, row.endReason], [0, null, 'ended', null]);
    assert.equal(row.cwd, vscode.workspace.workspaceFolders[0].uri.fsPath);
    assert.match(row.commandLine, /hello\.ts 'a b' --c$/);
  });

  for (const code of [0, 1, 7, 255]) {
    it(`shows the exit code ${code}`, async () => {
      const row = await ended(api, await api.run(fixture('exits.mjs'), [String(code)]));
      assert.equal(row.exitcode, code);
      assert.equal(row.signal, null);
    });
  }

  it('shows the error that ended it', async () => {
    const row = await ended(api, await api.run(fixture('fails.ts')));
    assert.equal(row.exitcode, 1);
    assert.equal(row.error.name, 'RangeError');
    assert.equal(row.error.message, 'bad row 17');
    assert.match(row.error.stack, /fails\.ts:2:9/);
  });

  it('runs the file of the active editor, saved first, by the command', async () => {
    const editor = await vscode.window.showTextDocument(fixture('dirty.mjs'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'process.exitCode = 5;\n'));
    const id = await vscode.commands.executeCommand('processTree.runFile');
    await until('that it is saved', () => !editor.document.isDirty); // the editor may say so only after that
    assert.equal((await ended(api, id)).exitcode, 5);
  });

  it('runs the file of the active tab while the Output panel has the focus', async () => {
    await vscode.window.showTextDocument(fixture('exits.mjs'));
    const output = vscode.window.createOutputChannel('another one');
    output.append('text');
    output.show();
    await until('the focus in the panel', () => vscode.window.activeTextEditor?.document.uri.scheme === 'output');
    const id = await vscode.commands.executeCommand('processTree.runFile');
    assert.equal(rowOf(api, id).name, 'exits.mjs');
    output.dispose();
  });

  it('runs the file that a menu gives, not the one in the editor', async () => {
    await vscode.window.showTextDocument(fixture('dirty.mjs'));
    const id = await vscode.commands.executeCommand('processTree.runFile', fixture('exits.mjs'));
    assert.equal(rowOf(api, id).name, 'exits.mjs');
  });

  it('asks for arguments with Run Script', async () => {
    const running = vscode.commands.executeCommand('processTree.runScript', fixture('hello.ts'));
    await until('the input box', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'); // empty: no arguments
      return Promise.race([running.then(() => true), new Promise((resolve) => setTimeout(resolve, 100, false))]);
    });
    const row = await ended(api, await running);
    assert.equal(row.exitcode, 0);
    assert.match(row.commandLine, /hello\.ts$/);
  });

  it('runs with the options of Node that the setting gives', async () => {
    const INVALID_OPTION = 9;
    await withSetting('execArgv', ['--no-such-option'], async () => {
      assert.equal((await ended(api, await api.run(fixture('hello.ts')))).exitcode, INVALID_OPTION);
    });
    await withSetting('execArgv', ['--no-warnings'], async () => {
      assert.equal((await ended(api, await api.run(fixture('hello.ts')))).exitcode, 0);
    });
  });

  it('refuses what is no script', async () => {
    const { uri } = await vscode.workspace.openTextDocument({ language: 'typescript', content: '1' });
    await assert.rejects(api.run(uri), /no TypeScript, JavaScript or Python file on disk/);
    await assert.rejects(api.run(fixture('data.json')), /data\.json/);
    assert.deepEqual(api.tree(), []);
  });

  it('reports a script that does not exist by its end', async () => {
    const row = await ended(api, await api.run(fixture('missing.mjs')));
    assert.equal(row.exitcode, 1);
  });

  it('says what is wrong with the Node of the setting, and uses no other', async () => {
    await withSetting('nodePath', path.join(path.sep, 'no', 'such', 'node'), async () => {
      await assert.rejects(
        api.run(fixture('hello.ts')),
        /processTree\.nodePath is .*node, which does not run as Node\.js.*Set processTree\.nodePath/s,
      );
    });
    await withSetting('nodePath', fixture('hello.ts').fsPath, async () => {
      await assert.rejects(api.run(fixture('hello.ts')), /hello\.ts, which does not run as Node\.js/);
    });
    assert.deepEqual(api.tree(), []);
  });

  it('refuses a Node that is too old, and says which', async function () {
    if (process.platform === 'win32') this.skip(); // a script is no executable there
    const old = fixture('old-node');
    const answer = JSON.stringify({ version: '18.20.0', executable: '/opt/node18' });
    await vscode.workspace.fs.writeFile(old, Buffer.from(`#!/bin/sh\necho '${answer}'\n`));
    require('node:fs').chmodSync(old.fsPath, 0o755);
    await withSetting('nodePath', '${workspaceFolder}/old-node', async () => {
      await assert.rejects(
        api.run(fixture('hello.ts')),
        /old-node, which is Node\.js 18\.20\.0\. Set processTree\.nodePath to a Node\.js 22\.15/,
      );
    });
  });
});
