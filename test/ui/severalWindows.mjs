// Two windows of one server, even of one workspace: each has what its own terminals run, and ends nothing of the other's.
import assert from 'node:assert/strict';
import path from 'node:path';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded, isRunning } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

// The loader of this build, and a Node that is new enough: `node` may be none or an old one.
const LOADER = path.resolve(import.meta.dirname, '../../dist/register.cjs');
const COMMAND = `'${process.execPath}' --import '${LOADER}' lasting.ts`;
const LIBRARY = ['lasting.ts', 'worker', 'left behind'];
const ALL = [...LIBRARY, 'sleep', 'tail'];

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'lasting.ts');
  const windows = [await open(), await open()];
  const [here, there] = windows.map((wb) => new ProcessTree(wb));
  const runInTerminal = async (tree) => {
    const { workbench, page } = tree;
    await page.bringToFront();
    await tree.focus();
    await workbench.runCommand('Terminal: Create New Terminal');
    await until('a prompt', async () => /[$#] *$/.test((await workbench.terminalText()).trimEnd()));
    await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await page.keyboard.type(COMMAND);
    await page.keyboard.press('Enter');
    await tree.focus();
    return tree.pids(ALL);
  };
  const shows = (tree, names) => until(`${names}`, async () => (await tree.names()).join() === names.join());
  let pidsHere;
  let pidsThere;

  await step('each shows what its own terminals run, and not what those of the other do', async () => {
    pidsHere = await runInTerminal(here);
    pidsThere = await runInTerminal(there);
    assert.ok(!pidsHere.some((pid) => pidsThere.includes(pid)), `${pidsHere}; ${pidsThere}`);
    for (const tree of [here, there]) await shows(tree, ALL);
  });

  await step('an orphan is found by its own window, and is not offered by the other', async () => {
    await here.page.bringToFront();
    await here.contextMenu('lasting.ts', 'Kill');
    for (const name of ['left behind', 'tail']) await hasText(here.cell(name, 'status'), /^orphan/);
    await there.page.bringToFront();
    await there.workbench.openQuickInput('>Process Tree: Terminate');
    await until('the palette', async () => (await there.workbench.picks()).includes('Process Tree: Terminate All'));
    assert.ok(!(await there.workbench.picks()).includes('Process Tree: Terminate Orphans'));
    await there.page.keyboard.press('Escape');
    assert.ok([pidsHere[2], pidsHere[4], ...pidsThere].every(isRunning));
  });

  await step('a reload of one brings back its own rows, and leaves the other as it is', async () => {
    await there.workbench.reload();
    await there.focus();
    await hasText(there.counts, /^5 alive · 0 ended$/);
    assert.deepEqual(await there.pids(ALL), pidsThere);
    await shows(there, ALL);
    await here.page.bringToFront();
    for (const name of ['left behind', 'tail']) await hasText(here.cell(name, 'status'), /^orphan/);
    await screenshot(windows[0], 'several-windows');
  });

  await step('each ends its own', async () => {
    await here.contextMenu('left behind', 'Terminate Orphans');
    await allEnded(pidsHere);
    await hasText(here.counts, /^0 alive/);
    assert.ok(pidsThere.every(isRunning));
    await there.page.bringToFront();
    await there.terminateAll();
    await allEnded(pidsThere);
  });
};
