// The workers of a pool: alike, they are one row, which opens; new processes are followed; siblings are sorted.
import assert from 'node:assert/strict';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

const WORKERS = [1, 2, 3, 4, 5, 6].map((n) => `PoolWorker-${n}`);

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'squares.ts');
  const wb = await open();
  const tree = new ProcessTree(wb);
  const group = '6 × PoolWorker';
  let pids;

  await step('workers that have nothing to do become one row', async () => {
    await tree.focus();
    await tree.run('squares.ts');
    await tree.row(group).waitFor();
    await tree.shows(group, 'status', 'idle');
    assert.deepEqual(await tree.names(), ['squares.ts', group]);
    await hasText(tree.counts, '7 alive · 0 ended');
    await screenshot(wb, 'pool-one-row');
  });

  await step('it opens, and says how many it stands for', async () => {
    await tree.select(group);
    await wb.page.keyboard.press('ArrowRight');
    await until('the rows of the workers', async () => (await tree.names()).length === 8);
    assert.deepEqual(await tree.names(), ['squares.ts', group, ...WORKERS]);
    pids = await tree.pids(['squares.ts', ...WORKERS]);
    await screenshot(wb, 'pool-opened');
  });

  await step('it is open again after the view was hidden', async () => {
    await wb.runCommand('View: Hide Panel');
    await tree.view.locator('main').waitFor({ state: 'detached' });
    await tree.focus();
    await tree.row('PoolWorker-6').waitFor();
    assert.deepEqual(await tree.names(), ['squares.ts', group, ...WORKERS]);
  });

  await step('the palette sorts the siblings, where there are no titles to click', async () => {
    await wb.runCommand('Process Tree: Sort By…');
    await wb.quickInput.locator('.monaco-list-row', { hasText: 'PID' }).first().click();
    const title = tree.grid.getByRole('columnheader', { name: 'PID' });
    await until('the column that sorts', async () => (await title.getAttribute('aria-sort')) !== null);
  });

  await step('what is asked of the row is asked of all that it stands for', async () => {
    await tree.select(group);
    await tree.button(group, 'terminate').click();
    await until('the workers to end', async () => (await tree.counts.textContent())?.includes('6 ended'));
    await allEnded(pids.slice(1));
    await until('those that the pool has started for them', async () =>
      (await tree.counts.textContent())?.startsWith('7 alive'),
    );
  });

  await step('all of it ends with the program', async () => {
    await tree.terminateAll();
    await allEnded(pids);
  });
};
