// A Python script, from the palette: its processes, what they wait for; one is terminated, one joined.
import { hasText, ProcessTree } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, '../../fixtures/workspace/workers.py');
  const wb = await open();
  const tree = new ProcessTree(wb);
  await tree.focus();

  await step('a Python script is run from the palette, and its processes have their names', async () => {
    await tree.run('workers.py');
    const [, waiter] = await tree.pids(['workers.py', 'waiter']);
    await tree.shows('parser', 'exitcode', '1');
    await tree.shows('waiter', 'daemon', 'daemon');
    await tree.shows('waiter', 'waiting', /Queue\.get jobs/);
    await screenshot(wb, 'python');
    await tree.row('waiter').hover();
    await tree.button('waiter', 'join').click();
    await tree.row('waiter').hover();
    await tree.button('waiter', 'terminate').click();
    await tree.shows('waiter', 'exitcode', '-15 SIGTERM');
    await allEnded([waiter]);
    await tree.shows('workers.py', 'exitcode', '0');
    await screenshot(wb, 'python-ended');
  });

  await step('one that a terminal runs is seen, too, without any configuration', async () => {
    await hasText(tree.counts, /^0 alive/); // the resource tracker ends a moment after the program
    await wb.runCommand('Process Tree: Clear Ended');
    await wb.runCommand('Terminal: Create New Terminal');
    await until('a prompt', async () => /[$#] *$/.test((await wb.terminalText()).trimEnd()));
    await wb.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await wb.page.keyboard.type('python3 workers.py');
    await wb.page.keyboard.press('Enter');
    await tree.focus();
    await tree.shows('waiter', 'waiting', /Queue\.get jobs/);
    await screenshot(wb, 'python-terminal');
    const pids = await tree.pids(['workers.py', 'waiter']);
    await tree.row('waiter').hover();
    await tree.button('waiter', 'terminate').click();
    await tree.shows('waiter', 'exitcode', '-15 SIGTERM');
    await allEnded(pids);
  });
};
