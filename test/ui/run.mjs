// Each way to run a script, on the examples that people open first.
import { chooseInMenu } from './support/menu.mjs';
import { ProcessTree, hasText, openFile } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

const RUN_FILE = 'Process Tree: Run File in Process Tree';

export default async ({ open, step, window }) => {
  await addPrograms(window, 'family.ts', 'greets.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  const picks = wb.quickInput.locator('.monaco-list-row');

  await step('the empty view says what will be here, and how to begin', async () => {
    await tree.focus();
    await tree.empty.getByText('Run a script to see its processes here').waitFor();
    await tree.empty.getByRole('button', { name: 'Run Current File' }).waitFor();
    await tree.empty.getByRole('button', { name: 'Open an Example' }).waitFor();
  });

  await step('without an editor, Run File lets one choose', async () => {
    await wb.runCommand(RUN_FILE);
    await picks.filter({ hasText: 'greets.ts' }).click();
    await tree.row('greets.ts').waitFor();
    await tree.shows('greets.ts', 'exitcode', '0');
  });

  await step(
    'runs the file of the editor from the palette, selected in the view, with the focus where it was',
    async () => {
      await tree.run('family.ts');
      await tree.view.locator('.row[aria-selected=true]', { hasText: 'family.ts' }).waitFor();
      await page
        .locator('.editor-instance.active .monaco-editor.focused, .editor-container .monaco-editor.focused')
        .waitFor();
      const pids = await tree.pids(['family.ts', 'worker', 'grandchild']);
      await tree.terminateAll();
      await allEnded(pids);
    },
  );

  await step('runs from the button in the title of the editor', async () => {
    await wb.runCommand('Process Tree: Clear Ended');
    await tree.empty.waitFor();
    await wb.runCommand('View: Close All Editors');
    await openFile(wb, 'greets.ts');
    await page.locator('.editor-actions').getByRole('button', { name: 'Run File in Process Tree' }).click();
    await tree.shows('greets.ts', 'exitcode', '0');
  });

  await step("runs from the explorer's context menu", async () => {
    await wb.runCommand('Process Tree: Clear Ended');
    await tree.empty.waitFor();
    await wb.runCommand('View: Show Explorer');
    const file = page.locator('.explorer-viewlet').getByRole('treeitem', { name: 'greets.ts' });
    await chooseInMenu(page, () => file.click({ button: 'right' }), 'Run File in Process Tree');
    await tree.shows('greets.ts', 'exitcode', '0');
  });

  await step('Run Script… passes arguments as a shell would', async () => {
    await wb.runCommand('Process Tree: Clear Ended');
    await wb.runCommand('Process Tree: Run Script…');
    await picks.filter({ hasText: 'greets.ts' }).click();
    const input = wb.quickInput.locator('.quick-input-box input');
    await hasText(wb.quickInput, /Arguments for greets\.ts/);
    await input.fill('"two words" plain');
    await page.keyboard.press('Enter');
    await tree.shows('greets.ts', 'exitcode', '0');
    await tree.showDetails('greets.ts');
    await hasText(tree.details, /greets\.ts.*two words.*plain/s);
  });

  await step('an unclosed quote is said while it is typed, and nothing is run', async () => {
    await wb.runCommand('Process Tree: Run Script…');
    await picks.filter({ hasText: 'greets.ts' }).click();
    await hasText(wb.quickInput, /Arguments for greets\.ts/);
    await wb.quickInput.locator('.quick-input-box input').fill('"open');
    await wb.quickInput.locator('.quick-input-message', { hasText: /quote/i }).waitFor();
    await page.keyboard.press('Escape');
    await hasText(tree.counts, '0 alive · 1 ended');
  });
};
