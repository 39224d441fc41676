// How processes end that nobody terminated: daemons with their parent, errors with their trace.
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms, tell } from './support/programs.mjs';

export default async ({ open, step, window, screenshot }) => {
  await addPrograms(window, 'family.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  await tree.focus();
  await tree.run('family.ts');
  const pids = await tree.pids(['family.ts', 'worker', 'coder', 'daemon', 'parent', 'grandchild', 'parser']);

  await step('a daemon dies with its parent, even when that is killed', async () => {
    await tree.contextMenu('parent', 'Kill');
    await tree.shows('parent', 'exitcode', '-9 SIGKILL');
    await tree.shows('grandchild', 'alive', 'no');
    await allEnded([pids[4], pids[5]]);
  });

  await step("a failing child shows its error's first line", async () => {
    await tell(window, 'fail');
    await tree.shows('parser', 'exitcode', '1');
    await hasText(tree.cell('parser', 'status'), /^failed\s*BadRowError: bad row 17$/);
    await hasText(tree.counts, /1 failed/);
  });

  await step('the details show the whole error and its trace', async () => {
    await tree.showDetails('parser');
    await hasText(tree.details, /bad row 17\s*in the table of rows/);
    await hasText(tree.details, /at fail \(.*family\.ts:\d+:\d+\)/);
    await screenshot(wb, 'failures-details');
  });

  await step('a frame of the trace opens the source at its line', async () => {
    await wb.runCommand('View: Close All Editors');
    const frame = tree.details.getByRole('link', { name: /family\.ts:\d+:\d+$/ }).first();
    const [, line] = /family\.ts:(\d+):/.exec(await frame.textContent());
    await frame.click();
    await page.locator('.tab.active', { hasText: 'family.ts' }).waitFor();
    await hasText(page.locator('[id="status.editor.selection"]'), new RegExp(`^Ln ${line},`));
    const throwing = page.locator('.monaco-editor .view-line', { hasText: 'throw new BadRowError' });
    await throwing.waitFor();
  });

  await step('where a process was made opens its source, from the details and by a double click', async () => {
    await tree.details
      .getByRole('link', { name: /family\.ts:\d+:\d+$/ })
      .last()
      .waitFor();
    await wb.runCommand('View: Close All Editors');
    await tree.cell('coder', 'name').locator('.label').dblclick();
    await page.locator('.tab.active', { hasText: 'family.ts' }).waitFor();
    const place = tree.details.locator('.field', { hasText: 'Made at' }).getByRole('link');
    const [, line] = await hasText(place, /family\.ts:\d+:\d+$/).then((text) => /:(\d+):\d+$/.exec(text));
    await hasText(page.locator('[id="status.editor.selection"]'), new RegExp(`^Ln ${line},`));
  });

  await step("the parent's name in the details leads to its row", async () => {
    await tree.select('worker');
    await tree.details.locator('.field', { hasText: 'Parent' }).getByRole('link').click();
    await tree.view.locator('.row[aria-selected=true]').filter({ hasText: 'family.ts' }).waitFor();
    await tree.terminateAll();
    await allEnded(pids);
  });
};
