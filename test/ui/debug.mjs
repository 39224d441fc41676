// The tree and the debugger, each driven from the other.
import assert from 'node:assert/strict';
import { accessibilityViolations } from './support/axe.mjs';
import { menuEntries } from './support/menu.mjs';
import { ProcessTree, hasText, openFile } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export default async ({ open, step, window, screenshot }) => {
  await addPrograms(window, 'debugs.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  const selected = (name) => tree.view.locator('.row[aria-selected=true]').filter({ hasText: name }).waitFor();
  const toolbar = page.locator('.debug-toolbar');
  let pids;

  await step('Debug File shows the processes by their names, and where one is paused', async () => {
    await openFile(wb, 'debugs.ts');
    await wb.runCommand('Process Tree: Debug File in Process Tree');
    await hasText(tree.cell('counter', 'waiting'), 'pause debugs.ts:6');
    await tree.shows('counter', 'status', 'paused');
    await hasText(tree.counts, /^3 alive · 1 paused/);
    pids = await tree.pids(['debugs.ts', 'counter', 'turner']);
    await selected('debugs.ts'); // and what pauses does not take that away
  });

  await step('a click leads to the line where it is paused', async () => {
    await wb.runCommand('View: Close All Editors');
    await tree.cell('counter', 'waiting').locator('.what').click();
    await page.locator('.tab.active', { hasText: 'debugs.ts' }).waitFor();
    await hasText(page.locator('[id="status.editor.selection"]'), /^Ln 6,/);
    await tree.view.getByRole('img', { name: 'the debugger is at it' }).waitFor();
    await tree.showDetails('counter');
    await screenshot(wb, 'paused');
    assert.deepEqual(await accessibilityViolations(tree, 'panel'), []);
  });

  await step('the debug toolbar leads to the row', async () => {
    await tree.select('turner');
    await toolbar.getByRole('button', { name: 'Reveal in Process Tree' }).click();
    await selected('counter');
  });

  await step('a row is paused and continued from its menu, which offers only what can be done', async () => {
    await tree.openContextMenu('counter');
    const entries = await menuEntries(page);
    assert.ok(entries.includes('Continue') && entries.includes('Stop Debugging'), `${entries}`);
    for (const other of ['Pause', 'Attach Debugger', 'Detach Debugger']) assert.ok(!entries.includes(other), other);
    await page.keyboard.press('Escape');
    await tree.contextMenu('counter', 'Continue');
    await tree.shows('counter', 'exitcode', '0');
    await tree.contextMenu('turner', 'Pause');
    await hasText(tree.cell('turner', 'waiting'), /debugs\.ts:1\d$/); // until then the debugger steps through Node's own code
    await tree.contextMenu('turner', 'Continue');
    await tree.shows('turner', 'status', 'started');
  });

  await step('one press of Stop ends the program with all its processes', async () => {
    await toolbar.locator('.action-label.codicon-debug-stop').click();
    await hasText(tree.counts, /^0 alive/);
    await allEnded(pids);
    await toolbar.waitFor({ state: 'hidden' });
    await hasText(tree.cell('debugs.ts', 'status'), /ended with its debug session/);
  });
};
