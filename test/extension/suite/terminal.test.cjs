const vscode = require('vscode');
const assert = require('node:assert/strict');
const {
  activateApi,
  ended,
  endAllAfterEach,
  fixture,
  rowOf,
  runAlive,
  runTree,
  rowNamed,
  treeShows,
  subtree,
  until,
} = require('./helpers.cjs');

describe("a program's terminal", () => {
  let api;
  before(async () => (api = await activateApi()));
  endAllAfterEach();

  const terminalOf = (name) => vscode.window.terminals.findLast((terminal) => terminal.name === name);

  /** The terminal, open: what is typed into it arrives. */
  async function open(name) {
    const terminal = await until(`the terminal ${name}`, () => terminalOf(name));
    terminal.show(true);
    return terminal;
  }

  /** Types until it has an effect: a terminal is opened some time after it is shown. */
  async function type(terminal, keys, effect) {
    await until('an effect of the keys', () => {
      if (effect()) return true;
      terminal.sendText(keys, false);
      return new Promise((resolve) => setTimeout(resolve, 200, false));
    });
  }

  it('takes lines for the program, and the end of the input', async () => {
    const id = await runAlive(api, 'codes.mjs');
    const terminal = await open('codes.mjs');
    await type(terminal, '1x\u007f7\r', () => !rowOf(api, id).alive);
    assert.equal(rowOf(api, id).exitcode, 17);
  });

  it('ends the input with Ctrl-D', async () => {
    const id = await runAlive(api, 'codes.mjs');
    await type(await open('codes.mjs'), '\u0004', () => !rowOf(api, id).alive);
    assert.equal(rowOf(api, id).exitcode, 99);
  });

  it('interrupts the whole program with Ctrl-C', async function () {
    if (process.platform === 'win32') this.skip(); // no signals there
    const id = await runTree(api);
    await type(await open('tree.ts'), '\u0003', () => !rowNamed(api, id, 'grandchild').alive);
    assert.equal((await ended(api, id)).signal, 'SIGINT');
    await treeShows(api, 'the end of all', () => subtree(api, id).every((row) => !row.alive));
  });

  it('kills with the third Ctrl-C in a row what ignores the first', async function () {
    if (process.platform === 'win32') this.skip();
    const id = await runAlive(api, 'stubborn.mjs');
    await type(await open('stubborn.mjs'), '\u0003\u0003\u0003', () => !rowOf(api, id).alive);
    assert.equal(rowOf(api, id).signal, 'SIGKILL');
  });

  it('ends the program when it is closed', async () => {
    const id = await runAlive(api, 'sleeps.cjs');
    (await open('sleeps.cjs')).dispose();
    if (process.platform === 'win32') await ended(api, id);
    else assert.equal((await ended(api, id)).signal, 'SIGTERM');
  });

  it('stays after the end, until the script is run again', async () => {
    const opened = new Promise((resolve) => vscode.window.onDidOpenTerminal(resolve));
    await api.join(await api.run(fixture('exits.mjs'), ['0'])); // its own word on its end may come before the system's
    const first = await opened;
    assert.equal(first.name, 'exits.mjs');
    await api.run(fixture('exits.mjs'), ['0']);
    await until('the first terminal to go', () => !vscode.window.terminals.includes(first));
    assert.equal(vscode.window.terminals.filter(({ name }) => name === 'exits.mjs').length, 1);
  });

  it('does not take the focus from the editor', async () => {
    const document = await vscode.workspace.openTextDocument(fixture('hello.ts'));
    await vscode.window.showTextDocument(document);
    await runAlive(api, 'sleeps.cjs');
    assert.equal(vscode.window.activeTextEditor?.document, document);
  });
});
