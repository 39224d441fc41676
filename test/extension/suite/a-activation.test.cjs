// First in the order of the files: the extension is not active yet.
const vscode = require('vscode');
const assert = require('node:assert/strict');
const { subscribe, unsubscribe } = require('node:diagnostics_channel');
const fs = require('node:fs');
const { activateApi, ended, endAllAfterEach, EXTENSION_ID, fixture, manifest, path } = require('./helpers.cjs');

describe('activation', () => {
  endAllAfterEach();

  it('opens nothing and starts nothing before the first program runs', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.equal(extension.isActive, false, 'it must not be active before it is used');
    const seen = watchWhatIsOpened();
    const api = await extension.activate();
    record({ activation: measuredByTheEditor() });
    assert.equal(api.version, 1);
    assert.deepEqual(api.tree(), []);
    assert.deepEqual(seen.opened(), []);
    await ended(api, await api.run(fixture('hello.ts')));
    assert.deepEqual([...new Set(seen.opened())].sort(), ['process', 'server']);
    seen.stop();
  });

  it('has every command of the manifest, and no other', async () => {
    await activateApi();
    const declared = manifest.contributes.commands.map(({ command }) => command);
    const registered = (await vscode.commands.getCommands(true)).filter((command) =>
      /^processTree\.(?!view\.)/.test(command),
    );
    const ofTheView = /^processTree\.(focus|resetViewContainerLocation)$/;
    assert.deepEqual(registered.filter((command) => !ofTheView.test(command)).sort(), declared.sort());
  });

  it('has the names that stay', () => {
    const declared = new Set(manifest.contributes.commands.map(({ command }) => command));
    const names = [
      'runFile',
      'runScript',
      'terminate',
      'kill',
      'join',
      'terminateTree',
      'terminateAll',
      'clearEnded',
      'copy',
    ];
    for (const name of names) assert.ok(declared.has(`processTree.${name}`), name);
  });
});

/** Which servers and processes our bundle has opened; other extensions share this process. */
function watchWhatIsOpened() {
  const bundle = path.basename(manifest.main);
  const opened = [];
  const note = (what) => () => new Error('here').stack.includes(bundle) && opened.push(what);
  const channels = { child_process: note('process'), 'tracing:net.server.listen:asyncStart': note('server') };
  Error.stackTraceLimit = 50;
  for (const [name, listener] of Object.entries(channels)) subscribe(name, listener);
  return {
    opened: () => opened,
    stop() {
      for (const [name, listener] of Object.entries(channels)) unsubscribe(name, listener);
    },
  };
}

/** Milliseconds, from the marks that the editor sets; between the two it is busy itself. */
function measuredByTheEditor() {
  const marks = globalThis.MonacoPerformanceMarks?.getMarks?.() ?? [];
  const at = (name) => marks.find((mark) => mark.name === `code/extHost/${name}/${EXTENSION_ID}`)?.startTime;
  return {
    loadMs: at('didLoadExtensionCode') - at('willLoadExtensionCode'),
    activateMs: at('didActivateExtension') - at('willActivateExtension'),
  };
}

function record(figures) {
  const folder = process.env.TEST_ARTIFACTS;
  if (!folder) return;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'extension-figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
}
