// All of it with the keyboard alone.
import assert from 'node:assert/strict';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded, isRunning } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'family.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  await tree.run('family.ts');
  const pids = await tree.pids(['family.ts', 'worker', 'coder', 'daemon', 'parent', 'grandchild', 'parser']);
  const press = (...keys) => pressAll(page, keys);
  const focused = tree.view.locator('.row:focus, .row:has(:focus)');
  const focusIs = (name) => hasText(focused.locator('.label'), name, 'the row with the focus');
  const selected = tree.view.locator('.row[aria-selected=true] .label');

  await step('the command that focuses the view gives the keyboard to a row', async () => {
    await tree.focus();
    await focusIs('family.ts');
    await screenshot(wb, 'keyboard-focus');
  });

  await step('arrows move, collapse and expand; Home and End go to the ends', async () => {
    await press('ArrowDown', 'ArrowDown');
    await focusIs('coder');
    await press('End');
    await focusIs('parser');
    await press('ArrowUp', 'ArrowLeft');
    await focusIs('parent');
    await press('ArrowLeft');
    await tree.view.locator('.row[aria-expanded=false]', { hasText: 'parent' }).waitFor();
    assert.equal(await tree.row('grandchild').count(), 0);
    await press('ArrowRight');
    await tree.row('grandchild').waitFor();
    await press('ArrowLeft', 'ArrowLeft');
    await focusIs('family.ts');
    await press('ArrowLeft');
    await until('one row', async () => (await tree.names()).length === 1);
    await press('*');
    await until('all rows', async () => (await tree.names()).length === 6);
    await press('ArrowRight', 'Escape', 'Home');
    await focusIs('family.ts');
  });

  await step('Space selects, which the details follow', async () => {
    await press('ArrowDown', ' ');
    await hasText(selected, 'worker');
    await hasText(tree.view.locator('.details .subject'), 'worker');
  });

  await step('to the right are the cells, then the buttons; Enter presses one', async () => {
    const column = async () => tree.view.locator(':focus').getAttribute('data-column');
    const visited = [];
    for (let step = 0; step < 8; step++) {
      await press('ArrowRight');
      visited.push(await column());
    }
    assert.deepEqual(visited, ['name', 'pid', 'daemon', 'alive', 'exitcode', 'status', 'terminate', 'join']); // it waits for nothing, and that cell is hidden
    await screenshot(wb, 'keyboard-button');
    await press('Enter');
    await hasText(tree.cell('worker', 'status'), /joining…/);
    await press('Enter');
    await tree.shows('worker', 'status', 'started');
    await press('Escape');
  });

  await step('Delete terminates the process of the row', async () => {
    await press('ArrowDown');
    await focusIs('coder');
    await press('Delete');
    await tree.shows('coder', 'exitcode', '-15 SIGTERM');
    await focusIs('coder');
    assert.ok(isRunning(pids[1]));
  });

  await step('/ filters, Escape takes the filter away', async () => {
    await press('/');
    await page.keyboard.type('grand');
    await until(
      'the match and its ancestors',
      async () => (await tree.names()).join() === 'family.ts,parent,grandchild',
    );
    await screenshot(wb, 'keyboard-filter');
    await press('ArrowDown');
    await tree.view.locator('.row:focus').waitFor();
    await press('/', 'Escape');
    await until('all rows', async () => (await tree.names()).length === 6);
    assert.equal(await tree.filter.inputValue(), '');
    await press('Escape');
    await tree.view.locator('.row:focus').waitFor();
  });

  await step('Enter opens the line where the process was made', async () => {
    await wb.runCommand('View: Close All Editors');
    await tree.focus();
    await press('Home', 'ArrowDown');
    await focusIs('worker');
    await press('Enter');
    await page.locator('.tab.active', { hasText: 'family.ts' }).waitFor();
    await page.locator('.monaco-editor .view-line', { hasText: "name: 'worker'" }).waitFor();
    await until(
      'a line of main()',
      async () => Number(/Ln (\d+)/.exec(await page.locator('[id="status.editor.selection"]').textContent())[1]) > 1,
    );
  });

  await step('the context menu key opens the menu of the row; the rest ends by Terminate All', async () => {
    await tree.focus();
    await press('Home', 'Shift+F10');
    await page.locator('.context-view .action-label', { hasText: 'Terminate Tree' }).waitFor();
    await press('Escape');
    await tree.terminateAll();
    await allEnded(pids);
  });
};

async function pressAll(page, keys) {
  for (const key of keys) await page.keyboard.press(key);
}
