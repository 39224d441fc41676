// What processes wait for, and what they share.
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export default async ({ open, step, window, screenshot }) => {
  await addPrograms(window, 'waits.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  await tree.focus();
  await tree.run('waits.ts');
  const pids = await tree.pids(['waits.ts', 'consumer', 'holder', 'second']);

  await step('each row says what its process waits for, and for how long', async () => {
    await hasText(tree.cell('waits.ts', 'waiting'), /^Process\.join consumer\s*\d+ s$/);
    await hasText(tree.cell('consumer', 'waiting'), /^Queue\.get jobs\s*\d+ s$/);
    await hasText(tree.cell('holder', 'waiting'), /^Event\.wait released\s*\d+ s$/);
    await hasText(tree.cell('second', 'waiting'), /^Lock\.acquire lock\s*\d+ s$/);
    await tree.shows('consumer', 'status', 'waiting');
    await hasText(tree.counts, '4 alive · 4 waiting · 0 ended');
  });

  await step('a click opens the line where it waits', async () => {
    await wb.runCommand('View: Close All Editors');
    await tree.cell('consumer', 'waiting').locator('.what').click();
    await page.locator('.tab.active', { hasText: 'waits.ts' }).waitFor();
    await hasText(page.locator('[id="status.editor.selection"]'), /^Ln 5,/);
  });

  await step('the details of the program list what is shared; the holder of the lock leads to its row', async () => {
    await tree.showDetails('waits.ts');
    const table = tree.details.getByRole('table', { name: 'Shared objects' });
    await hasText(table.getByRole('row', { name: /^Queue jobs/ }), /^Queuejobs0.*consumer$/);
    const lock = table.getByRole('row', { name: /^Lock lock/ });
    await hasText(lock, /^Locklock.*holdersecond$/);
    await screenshot(wb, 'waiting');
    await lock.getByRole('link', { name: 'holder' }).click();
    await tree.view.locator('.row[aria-selected=true]').filter({ hasText: 'holder' }).waitFor();
  });

  await step('a lock goes to who waits for it when its holder is ended', async () => {
    await tree.select('holder');
    await tree.button('holder', 'terminate').click();
    // It is asked whether the lock may be lost.
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: 'Terminate', exact: true }).click();
    await tree.shows('holder', 'alive', 'no');
    await tree.shows('holder', 'waiting', '');
    await hasText(tree.cell('second', 'waiting'), /^Event\.wait released/);
  });

  await step('nothing waits when all has ended', async () => {
    await tree.terminateAll();
    for (const name of ['waits.ts', 'consumer', 'second']) await tree.shows(name, 'waiting', '');
    await hasText(tree.counts, /^0 alive · \d ended/);
    await allEnded(pids);
  });
};
