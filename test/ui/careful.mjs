// Before something is lost it is said; a process that does not end can be killed; a report for an issue; the status bar.
import assert from 'node:assert/strict';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export const settings = { 'processTree.terminateGracePeriod': 1, 'processTree.statusBar': true };

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'holds.ts');
  const wb = await open({ contextOptions: { ...VIEWPORT, permissions: ['clipboard-read', 'clipboard-write'] } });
  const { page } = wb;
  const tree = new ProcessTree(wb);
  await tree.focus();
  await tree.run('holds.ts');
  await tree.showDetails('holds.ts');
  await hasText(tree.details.getByRole('table'), /Lock.*printer.*holder.*waiter/);
  const pids = await tree.pids(['holds.ts', 'holder', 'waiter']);
  const dialog = page.locator('.monaco-dialog-box');

  await step('who holds a lock is not terminated before one has agreed', async () => {
    await tree.row('holder').hover();
    await tree.button('holder', 'terminate').click();
    await hasText(dialog, /holder holds the lock printer: .* Waiting for it: 1\./);
    await screenshot(wb, 'careful-question');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await tree.shows('holder', 'alive', 'yes');
  });

  await step('the menu tells the keys', async () => {
    await tree.openContextMenu('holder');
    for (const entry of ['Terminate Del', 'Kill Shift+Del']) {
      await page.getByRole('menuitem', { name: entry, exact: true }).waitFor();
    }
    await page.keyboard.press('Escape');
  });

  await step('several are asked about together, and copied together', async () => {
    await tree.select('holder');
    await tree
      .cell('waiter', 'name')
      .locator('.label')
      .click({ modifiers: ['ControlOrMeta'] });
    await page.keyboard.press('Delete');
    await hasText(dialog, /Terminate 2 processes\?.*holder holds the lock printer/s);
    await screenshot(wb, 'careful-several');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await tree.contextMenu('waiter', 'Copy');
    await until('both on the clipboard', async () => {
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      return /^holder\t.*\nwaiter\t/.test(copied);
    });
  });

  await step('a process that does not end is offered to be killed', async () => {
    await tree.row('holder').hover();
    await tree.button('holder', 'terminate').click();
    await dialog.getByRole('button', { name: 'Terminate', exact: true }).click();
    await tree.shows('holder', 'status', 'stopping');
    await hasText(tree.statusLine, /holder has not ended within \d+ s\./);
    await screenshot(wb, 'careful-offer');
    await tree.view.getByRole('button', { name: 'Kill', exact: true }).click();
    await dialog.getByRole('button', { name: 'Kill', exact: true }).click();
    await tree.shows('holder', 'exitcode', '-9 SIGKILL');
    await hasText(tree.cell('holder', 'status'), 'killed from here');
  });

  await step('a report of the program is copied', async () => {
    await tree.contextMenu('waiter', 'Copy Report');
    const text = await until('the report', async () => {
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      return copied.startsWith('## Process Tree report') && copied;
    });
    assert.match(text, /- \*\*holds\.ts\*\* .*\n {2}- \*\*holder\*\* .*killed from here/);
    assert.match(text, /### Last output[^]*holding/);
  });

  await step('the number of live processes is in the status bar, where it was asked for', async () => {
    const item = page.getByRole('button', { name: /^Process Tree: \d+ processes alive/ });
    await hasText(item, /2/);
    await screenshot(wb, 'careful-report');
  });

  await step('the keys of the view act on the selected row, and only in the view', async () => {
    await tree.select('waiter');
    await page.keyboard.press('Control+Enter');
    await page.locator('.tab.active', { hasText: 'Output of waiter' }).waitFor();
    await tree.select('waiter');
    await until('the question', async () => {
      await page.keyboard.press('Shift+Delete'); // the editor learns a moment later that a row has the keyboard
      return dialog.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await step('a process and its child are killed together, without an error', async () => {
    await tree.select('waiter');
    await tree
      .cell('holds.ts', 'name')
      .locator('.label')
      .click({ modifiers: ['ControlOrMeta'] });
    await until('the end of both', async () => {
      await page.keyboard.press('Shift+Delete'); // the editor learns a moment later that a row has the keyboard
      return (await tree.cell('holds.ts', 'alive').textContent()) === 'no';
    });
    // The program may have come to its end by itself, when its last child was killed a moment before.
    await hasText(tree.cell('holds.ts', 'exitcode'), /^(-9 SIGKILL|0)$/);
    await tree.shows('waiter', 'alive', 'no');
    assert.equal((await tree.statusLine.textContent())?.trim(), '');
  });

  await tree.terminateAll();
  await allEnded(pids);
};

const VIEWPORT = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' };
