// Every column is read while a program lives and ends.
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded, isRunning } from './support/processes.mjs';
import { addPrograms, tell } from './support/programs.mjs';
import assert from 'node:assert/strict';

export default async ({ open, step, window, screenshot }) => {
  await addPrograms(window, 'family.ts');
  const wb = await open();
  const tree = new ProcessTree(wb);
  let pids;

  await step('the columns have their titles', async () => {
    await tree.focus();
    await tree.run('family.ts');
    assert.deepEqual(await tree.grid.getByRole('columnheader').allTextContents(), [
      'Name',
      'PID',
      'Daemon',
      'Alive',
      'Exit code',
      'Status',
      'Waiting on',
      'Actions',
    ]);
  });

  await step('each process has a row below its parent, with its own pid', async () => {
    const levels = { 'family.ts': 1, worker: 2, coder: 2, daemon: 2, parent: 2, grandchild: 3, parser: 2 };
    pids = await tree.pids(Object.keys(levels));
    assert.equal(new Set(pids).size, pids.length);
    for (const [name, level] of Object.entries(levels)) {
      assert.equal(await tree.row(name).getAttribute('aria-level'), String(level), name);
    }
    assert.deepEqual(await tree.names(), ['family.ts', 'worker', 'coder', 'daemon', 'parent', 'grandchild', 'parser']);
  });

  await step('while they live: Daemon, Alive, no exit code, counts', async () => {
    for (const name of ['family.ts', 'worker', 'coder', 'parent', 'parser']) {
      await tree.shows(name, 'daemon', '');
      await tree.shows(name, 'alive', 'yes');
      await tree.shows(name, 'exitcode', '');
      await tree.shows(name, 'status', 'started');
    }
    for (const name of ['daemon', 'grandchild']) await tree.shows(name, 'daemon', 'daemon');
    await hasText(tree.counts, '7 alive · 0 ended');
    await screenshot(wb, 'columns-alive');
  });

  await step('a clean end is 0, process.exit(3) is 3, in place', async () => {
    await tell(window, 'exit-0');
    await tree.shows('worker', 'alive', 'no');
    await tree.shows('worker', 'exitcode', '0');
    await hasText(tree.counts, '6 alive · 1 ended');
    await tell(window, 'exit-3');
    await tree.shows('coder', 'exitcode', '3');
    await tree.shows('coder', 'status', 'failed');
    await tree.shows('coder', 'pid', String(pids[2]));
    await hasText(tree.counts, '5 alive · 1 ended · 1 failed');
    assert.equal(isRunning(pids[1]), false);
  });

  await step('the daemon of a parent that ends is terminated by it', async () => {
    await tell(window, 'parent-end');
    await tree.shows('parent', 'exitcode', '0');
    await tree.shows('grandchild', 'exitcode', '-15 SIGTERM');
    await hasText(tree.cell('grandchild', 'status'), /terminated by its parent/);
  });

  await step("the program's own end takes its daemon along, and is joined by nobody", async () => {
    await tell(window, 'fail');
    await tree.shows('parser', 'exitcode', '1');
    await tell(window, 'end');
    await tree.shows('family.ts', 'exitcode', '0');
    await tree.shows('daemon', 'exitcode', '-15 SIGTERM');
    await hasText(tree.counts, /^0 alive · 5 ended · 2 failed$/);
    await allEnded(pids);
    await screenshot(wb, 'columns-ended');
  });
};
