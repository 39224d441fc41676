// What is seen survives hiding the view and reloading the window; what runs does not survive the window.
import assert from 'node:assert/strict';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'family.ts');
  const wb = await open();
  const tree = new ProcessTree(wb);
  const everybody = ['family.ts', 'worker', 'coder', 'daemon', 'parent', 'grandchild', 'parser'];
  await tree.focus();
  await tree.run('family.ts');
  const pids = await tree.pids(everybody);

  const expectView = async () => {
    assert.equal(await tree.filter.inputValue(), 'started');
    await until('the rows', async () => (await tree.names()).join() === everybody.join());
    await tree.view.locator('.row[aria-selected=true]', { hasText: 'worker' }).waitFor();
    await tree.filter.fill('');
    await until('the collapsed row', async () => !(await tree.names()).includes('grandchild'));
    await tree.filter.fill('started');
  };

  await step('filter, selection and expansion survive hiding the view', async () => {
    await tree.select('worker');
    await tree.row('parent').locator('.twistie').click();
    await until('the collapsed row', async () => !(await tree.names()).includes('grandchild'));
    await tree.filter.fill('started');
    await until('what the filter opens', async () => (await tree.names()).includes('grandchild'));
    await wb.runCommand('View: Hide Panel');
    await tree.view.locator('main').waitFor({ state: 'detached' });
    await tree.focus();
    await expectView();
  });

  await step('what happens while it is hidden is there when it is shown', async () => {
    await wb.runCommand('View: Hide Panel');
    await tree.view.locator('main').waitFor({ state: 'detached' });
    await wb.runCommand('Process Tree: Terminate');
    await wb.quickInput.locator('.monaco-list-row', { hasText: 'coder' }).click();
    await allEnded([pids[2]]);
    await tree.focus();
    await tree.filter.fill('');
    await tree.shows('coder', 'exitcode', '-15 SIGTERM');
    await tree.filter.fill('started');
  });

  await step('a reload of the window ends what it started', async () => {
    const id = await tree.row('worker').getAttribute('data-process-id');
    await wb.stored(`\\"selected\\":\\"${id}\\"`);
    await wb.stored('\\"filter\\":\\"started\\"');
    await wb.reload();
    await allEnded(pids);
  });

  await step('and still shows it, as ended with the window; the rest as it was', async () => {
    await tree.focus();
    await until('the filter', async () => (await tree.filter.inputValue()) === 'started');
    await tree.filter.fill('');
    await until(
      'the rows',
      async () => (await tree.names()).join() === everybody.filter((name) => name !== 'grandchild').join(),
    );
    await tree.view.locator('.row[aria-selected=true]', { hasText: 'worker' }).waitFor();
    for (const name of ['family.ts', 'worker', 'parser']) {
      await tree.shows(name, 'alive', 'no');
      await hasText(tree.cell(name, 'status'), /ended with the window/);
    }
    await tree.shows('coder', 'exitcode', '-15 SIGTERM');
    await hasText(tree.counts, /^0 alive · 7 ended$/);
    assert.equal(await tree.button('worker', 'terminate').getAttribute('aria-disabled'), 'true');
    assert.equal(await tree.button('worker', 'join').getAttribute('aria-disabled'), 'true');
    await screenshot(wb, 'reload-restored');
  });

  await step('the window goes on: another program runs beside the old rows', async () => {
    await tree.run('family.ts');
    await until('two programs', async () => (await tree.row('family.ts').count()) === 2);
    await hasText(tree.counts, /^7 alive · 7 ended$/);
    await wb.runCommand('Process Tree: Clear Ended');
    await hasText(tree.counts, /^7 alive · 0 ended$/);
    const again = await tree.pids(everybody);
    await wb.close();
    await allEnded(again);
  });
};
