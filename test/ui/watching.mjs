// Programs that a terminal runs: seen, with what they start by other means; they survive a reload; orphans are ended.
import assert from 'node:assert/strict';
import path from 'node:path';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

// The loader of this build, and a Node that is new enough: `node` may be none or an old one.
const LOADER = path.resolve(import.meta.dirname, '../../dist/register.cjs');
const COMMAND = `'${process.execPath}' --import '${LOADER}' lasting.ts`;

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'lasting.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  const library = ['lasting.ts', 'worker', 'left behind'];
  let pids;

  await step('a program that a terminal runs is seen, without any configuration', async () => {
    await tree.focus(); // a terminal that is opened before the extension is awake may not have the variable yet
    await wb.runCommand('Terminal: Create New Terminal');
    const input = page.locator('.terminal-wrapper.active .xterm-helper-textarea');
    await until('a prompt', async () => /[$#] *$/.test((await wb.terminalText()).trimEnd()));
    await input.focus();
    await page.keyboard.type(COMMAND);
    await page.keyboard.press('Enter');
    await tree.focus();
    pids = await tree.pids(library);
    assert.equal(await tree.button('lasting.ts', 'terminate').getAttribute('aria-disabled'), null);
  });

  await step('and so are the programs that it starts by other means, told apart', async () => {
    for (const name of ['sleep', 'tail']) {
      await hasText(tree.cell(name, 'status'), 'other program');
      assert.equal(await tree.row(name).getAttribute('aria-level'), '2');
    }
    pids.push(...(await tree.pids(['sleep', 'tail'])));
    const join = tree.button('sleep', 'join');
    assert.equal(await join.getAttribute('aria-disabled'), 'true');
    assert.match(await join.getAttribute('title'), /not started as a multiprocessing Process/);
    assert.deepEqual(await tree.names(), [...library, 'sleep', 'tail']);
    await screenshot(wb, 'watching');
  });

  await step('they can be killed from here', async () => {
    await tree.contextMenu('sleep', 'Kill');
    await allEnded([pids[3]]);
    await hasText(tree.cell('sleep', 'status'), /killed from here|terminated from here/);
  });

  await step('a reload of the window leaves them alone, and they come back to their rows', async () => {
    const ids = async () => Promise.all(library.map((name) => tree.row(name).getAttribute('data-process-id')));
    const before = await ids();
    await wb.reload();
    await tree.focus();
    await hasText(tree.counts, /^4 alive/);
    assert.deepEqual(await ids(), before);
    assert.deepEqual(await tree.pids([...library, 'tail']), [pids[0], pids[1], pids[2], pids[4]]);
    await tree.button('worker', 'terminate').click();
    // Its parent says how it ended: so that is connected again.
    await tree.shows('worker', 'exitcode', '-15 SIGTERM');
  });

  await step('what outlives its parent is an orphan, and is ended with all others at once', async () => {
    await tree.contextMenu('lasting.ts', 'Kill');
    for (const name of ['left behind', 'tail']) await hasText(tree.cell(name, 'status'), /^orphan/);
    await screenshot(wb, 'orphans');
    await tree.contextMenu('left behind', 'Terminate Orphans');
    await hasText(tree.counts, /^0 alive/);
    await allEnded(pids);
  });
};
