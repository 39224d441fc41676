// What each process has printed: its last lines in the details, all of it in an editor, alone and with its subtree.
import assert from 'node:assert/strict';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { addPrograms, tell } from './support/programs.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'prints.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  await tree.focus();
  await tree.run('prints.ts');
  const shown = () => page.locator('.editor-instance .view-lines').innerText();
  const showsText = (what, pattern) => until(what, async () => pattern.test((await shown()).replaceAll('\u00A0', ' ')));

  await step('the details have the last lines, without colours', async () => {
    await tree.shows('second', 'exitcode', '0');
    await tree.showDetails('second');
    await hasText(tree.details, /second does 40/);
    await hasText(tree.details.locator('.stderr'), /second has seen trouble/);
    await screenshot(wb, 'output-details');
  });

  await step('the link below them opens all of it', async () => {
    await tree.details.getByRole('link', { name: /^Show Output \(\d+ more lines\)$/ }).click();
    await page.locator('.tab.active', { hasText: 'Output of second' }).waitFor();
    await showsText('the end of the output', /\d\d:\d\d:\d\d\.\d{3} err second has seen trouble/);
    assert.ok(!/first does/.test(await shown()));
    await screenshot(wb, 'output-document');
  });

  await step('the output of the subtree goes on while its end is in sight', async () => {
    await tree.contextMenu('prints.ts', 'Show Output of Subtree');
    await page.locator('.tab.active', { hasText: 'Output of prints.ts and below' }).waitFor();
    await showsText('the last of the children', /err second \[\d+\] +second has seen trouble/);
    await tell(window, 'something');
    await showsText('the new line', /out prints\.ts \[\d+\] +heard something/);
    await screenshot(wb, 'output-subtree');
  });

  await tree.terminateAll();
};
