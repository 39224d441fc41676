// Joins are seen while they wait, can be given up, and end with the exit code.
import assert from 'node:assert/strict';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { addPrograms, tell } from './support/programs.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'family.ts');
  const wb = await open();
  const tree = new ProcessTree(wb);
  await tree.focus();
  await tree.run('family.ts');
  await tree.pids(['worker', 'coder', 'grandchild']);
  const join = (name) => tree.button(name, 'join');

  await step('while a join waits, the row and its button say so', async () => {
    await tree.row('worker').hover();
    await join('worker').click();
    await hasText(tree.cell('worker', 'status'), /joining…/);
    await tree.view.getByRole('button', { name: 'Joining worker, press again to stop waiting' }).waitFor();
    await screenshot(wb, 'join-waiting');
  });

  await step('pressed again, it is given up, and the process lives on', async () => {
    await join('worker').click();
    await tree.shows('worker', 'status', 'started');
    await tree.view.getByRole('button', { name: 'Join worker' }).waitFor();
    await tree.shows('worker', 'alive', 'yes');
  });

  await step('a join ends with the process and tells its exit code', async () => {
    await join('worker').click();
    await hasText(tree.cell('worker', 'status'), /joining…/);
    await tell(window, 'exit-0');
    await tree.shows('worker', 'exitcode', '0');
    await tree.shows('worker', 'status', 'joined');
    await hasText(tree.statusLine, 'worker was joined: exit code 0');
    await screenshot(wb, 'join-joined');
  });

  await step('a joined row says why Join is disabled', async () => {
    assert.equal(await join('worker').getAttribute('aria-disabled'), 'true');
    assert.equal(await join('worker').getAttribute('title'), 'Already joined with exit code 0');
    await tree.row('worker').hover();
    await join('worker').click({ force: true }); // Playwright waits for what is disabled
    await hasText(tree.statusLine, 'worker: Already joined with exit code 0');
  });

  await step('from the palette: only what can be joined, one of any level', async () => {
    await wb.runCommand('Process Tree: Join');
    const pick = wb.quickInput.locator('.monaco-list-row', { hasText: 'started by parent' });
    await pick.waitFor();
    assert.ok(!(await wb.picks()).includes('worker'));
    await pick.click();
    await hasText(tree.cell('grandchild', 'status'), /joining…/);
    await wb.runCommand('Process Tree: Stop Joining');
    await wb.quickInput.locator('.monaco-list-row', { hasText: 'grandchild' }).click();
    await tree.shows('grandchild', 'status', 'started');
  });

  await step('several that are selected are joined at once, or given up; each join ends with its process', async () => {
    const both = ['coder', 'parser'];
    await tree.selectAll(both);
    await tree.contextMenu('parser', 'Join');
    for (const name of both) await hasText(tree.cell(name, 'status'), /joining…/);
    await tree.contextMenu('coder', 'Stop Joining');
    for (const name of both) await tree.shows(name, 'status', 'started');
    await tree.contextMenu('parser', 'Join');
    for (const name of both) await hasText(tree.cell(name, 'status'), /joining…/);
    await tell(window, 'fail');
    await tree.shows('parser', 'exitcode', '1');
    await hasText(tree.cell('coder', 'status'), /joining…/);
    await tell(window, 'exit-3');
    await tree.shows('coder', 'exitcode', '3');
  });

  await step('the program itself can be joined; its end tells all that wait', async () => {
    await tree.contextMenu('family.ts', 'Join');
    await hasText(tree.cell('family.ts', 'status'), /joining…/);
    await tree.contextMenu('daemon', 'Join');
    await hasText(tree.cell('daemon', 'status'), /joining…/);
    await tree.terminateAll();
    await tree.shows('family.ts', 'exitcode', '-15 SIGTERM');
    for (const name of ['family.ts', 'daemon']) {
      await until(
        `the end of the join of ${name}`,
        async () => !/joining/.test(await tree.cell(name, 'status').textContent()),
      );
    }
    await screenshot(wb, 'join-all-ended');
  });
};
