// First in the order of the files: the extension is not active yet.
const vscode = require('vscode');
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { activateApi, EXTENSION_ID, manifest, path } = require('./helpers.cjs');

describe('activation', () => {
  it('opens nothing and starts nothing, and returns the API', async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.equal(extension.isActive, false, 'it must not be active before it is used');
    const before = opened();
    const started = performance.now();
    const api = await extension.activate();
    const milliseconds = performance.now() - started;
    assert.deepEqual(opened(), before);
    assert.equal(api.version, 1);
    assert.deepEqual(api.tree(), []);
    record({ activation: { milliseconds, includes: 'reading and evaluating the bundle' } });
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

/** Servers, and processes that this one has started. */
function opened() {
  const servers = process.getActiveResourcesInfo().filter((name) => /Server|ProcessWrap/.test(name));
  if (process.platform !== 'linux') return { servers };
  const threads = fs.readdirSync(`/proc/${process.pid}/task`);
  const children = threads.map((thread) => fs.readFileSync(`/proc/${process.pid}/task/${thread}/children`, 'utf8'));
  return { servers, children: children.join('') };
}

function record(figures) {
  const folder = process.env.TEST_ARTIFACTS;
  if (!folder) return;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'extension-figures.json'), `${JSON.stringify(figures, null, 2)}\n`);
}
