// Terminate, Kill, Terminate Tree, Terminate All, Clear Ended, Copy: from rows, menus and the palette.
import assert from 'node:assert/strict';
import { menuEntries } from './support/menu.mjs';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded, isRunning } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'family.ts', 'stubborn.ts');
  const wb = await open({ contextOptions: { ...VIEWPORT, permissions: ['clipboard-read', 'clipboard-write'] } });
  const { page } = wb;
  const tree = new ProcessTree(wb);
  await tree.focus();
  await tree.run('family.ts');
  const family = await tree.pids(['family.ts', 'worker', 'coder', 'daemon', 'parent', 'grandchild', 'parser']);
  const [root, worker, coder, , , grandchild] = family;

  await step("a row's button terminates its process alone: -15 SIGTERM", async () => {
    await tree.row('worker').hover();
    await tree.button('worker', 'terminate').click();
    await tree.shows('worker', 'exitcode', '-15 SIGTERM');
    await tree.shows('worker', 'status', 'terminated from here');
    await tree.shows('worker', 'alive', 'no');
    await allEnded([worker]);
    assert.ok(isRunning(root) && isRunning(coder));
    await screenshot(wb, 'stop-terminated');
  });

  await step('then its button says why it cannot', async () => {
    assert.equal(await tree.button('worker', 'terminate').getAttribute('aria-disabled'), 'true');
    assert.equal(
      await tree.button('worker', 'terminate').getAttribute('title'),
      'Already ended with exit code -15 SIGTERM',
    );
    await tree.openContextMenu('worker');
    const entries = await menuEntries(page);
    await page.keyboard.press('Escape');
    assert.deepEqual(
      entries.filter((entry) => ['Terminate', 'Kill', 'Interrupt'].includes(entry)),
      [],
    );
  });

  await step('Terminate from the palette offers the processes that live', async () => {
    await wb.runCommand('Process Tree: Terminate');
    const picks = wb.quickInput.locator('.monaco-list-row');
    const pick = picks.filter({ has: page.locator('.label-name').getByText('grandchild', { exact: true }) });
    await pick.waitFor();
    assert.ok(!(await wb.picks()).includes('worker'));
    await hasText(pick, new RegExp(`${grandchild} · daemon · started`));
    await screenshot(wb, 'stop-quick-pick');
    await pick.click();
    await tree.shows('grandchild', 'exitcode', '-15 SIGTERM');
    await allEnded([grandchild]);
  });

  await step('Kill from the context menu: -9 SIGKILL', async () => {
    await tree.openContextMenu('coder');
    await menuEntries(page);
    await screenshot(wb, 'stop-context-menu');
    await page.keyboard.press('Escape');
    await tree.contextMenu('coder', 'Kill');
    await tree.shows('coder', 'exitcode', '-9 SIGKILL');
    await allEnded([coder]);
  });

  await step('Copy from the context menu, and of the subtree as Markdown', async () => {
    const clipboard = (pattern) =>
      until(`the clipboard with ${pattern}`, async () => {
        const text = await page.evaluate(() => navigator.clipboard.readText());
        return pattern.test(text) && text;
      });
    await tree.contextMenu('coder', 'Copy');
    await clipboard(new RegExp(`^coder\t${coder}\t\tterminated\t-9 SIGKILL$`));
    await tree.contextMenu('parent', 'Copy Subtree as Markdown');
    await clipboard(/^- \*\*parent\*\* .*\n {2}- \*\*grandchild\*\* .*-15 SIGTERM/);
  });

  await step('a process that ignores SIGTERM is stopping until Terminate Tree kills it', async () => {
    await tree.run('stubborn.ts');
    await hasText(tree.cell('stubborn', 'status'), 'started');
    const stubborn = await tree.pids(['stubborn.ts', 'stubborn']);
    await tree.contextMenu('stubborn.ts', 'Show Terminal');
    await until('its readiness', async () => /ready/.test(await wb.terminalText()));
    await tree.focus();
    await tree.row('stubborn').hover();
    await tree.button('stubborn', 'terminate').click();
    await tree.shows('stubborn', 'status', 'stopping');
    await screenshot(wb, 'stop-stubborn');
    await tree.contextMenu('stubborn.ts', 'Terminate Tree');
    await tree.shows('stubborn', 'alive', 'no'); // how it ended only its parent could have told
    await hasText(tree.cell('stubborn', 'status'), /^terminated/);
    await allEnded(stubborn);
  });

  await step('Terminate All asks once and leaves nothing', async () => {
    await tree.terminateAll();
    await allEnded(family);
    await tree.shows('family.ts', 'exitcode', '-15 SIGTERM');
  });

  await step('Clear Ended leaves the empty view', async () => {
    await wb.runCommand('Process Tree: Clear Ended');
    await tree.empty.waitFor();
  });

  await step('Terminate All asks no more, if that is wished', async () => {
    await addPrograms(window, 'waits.ts');
    for (const answer of ["Terminate All, and Don't Ask Again", null]) {
      await tree.run('waits.ts');
      const pids = await tree.pids(['waits.ts', 'consumer', 'holder', 'second']);
      await wb.runCommand('Process Tree: Terminate All');
      if (answer) await page.getByRole('dialog').getByRole('button', { name: answer }).click();
      await allEnded(pids);
      await hasText(tree.counts, /^0 alive/);
      await wb.runCommand('Process Tree: Clear Ended');
      await tree.empty.waitFor();
    }
  });
};

const VIEWPORT = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' };
