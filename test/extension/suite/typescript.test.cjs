const vscode = require('vscode');
const assert = require('node:assert/strict');
const { fixture, until } = require('./helpers.cjs');

const NOT_ASSIGNABLE = 2322;
const CANNOT_FIND_MODULE = 2307;

describe('an import of the package in a workspace that has not installed it', () => {
  it('is type-checked and completed', async function () {
    this.timeout(90_000); // the editor's TypeScript starts with the first file
    const uri = fixture('checked.ts');
    await vscode.window.showTextDocument(uri);
    const codes = () =>
      vscode.languages.getDiagnostics(uri).map(({ code }) => (typeof code === 'object' ? code.value : code));
    await until('a diagnosis', () => codes().length > 0, 60_000);
    assert.deepEqual(codes().map(Number), [NOT_ASSIGNABLE]);
    assert.ok(!codes().includes(CANNOT_FIND_MODULE));
    const document = await vscode.workspace.openTextDocument(uri);
    const position = document.positionAt(document.getText().indexOf('exitcode;'));
    const { items } = await vscode.commands.executeCommand('vscode.executeCompletionItemProvider', uri, position);
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const name of ['start', 'join', 'terminate']) assert.ok(labels.includes(name), `${name} in ${labels}`);
  });
});
