// Whatever starts the debugger: compounds, terminals of its own, a restart, a row; and what a reload leaves of it.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded, isRunning } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

// The loader of this build, and a Node that is new enough: `node` may be none or an old one.
const LOADER = path.resolve(import.meta.dirname, '../../dist/register.cjs');
const COMMAND = `'${process.execPath}' --import '${LOADER}' debugs.ts`;
const DEBUGS = ['debugs.ts', 'counter', 'turner'];
const FAMILY = ['family.ts', 'worker', 'coder', 'daemon', 'parent', 'grandchild', 'parser'];

const launch = (name, program, options) => ({
  type: 'node',
  request: 'launch',
  name,
  program: `\${workspaceFolder}/${program}`,
  runtimeExecutable: process.execPath,
  ...options,
});
const LAUNCHES = {
  version: '0.2.0',
  configurations: [
    launch('pauses', 'debugs.ts'),
    launch('waits', 'family.ts'),
    launch('in a terminal', 'family.ts', { console: 'integratedTerminal' }),
  ],
  compounds: [{ name: 'both', configurations: ['pauses', 'waits'] }],
};

export const settings = { 'debug.internalConsoleOptions': 'neverOpen' }; // it would take the tree's place

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'debugs.ts', 'family.ts');
  await fs.mkdir(path.join(window.folder, '.vscode'), { recursive: true });
  await fs.writeFile(path.join(window.folder, '.vscode/launch.json'), JSON.stringify(LAUNCHES));
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  const toolbar = page.locator('.debug-toolbar');
  const press = (icon) => toolbar.locator(`.action-label.codicon-debug-${icon}`).click();
  const debuggedBy = (name) => hasText(tree.details.locator('.field', { hasText: 'Debugger' }).locator('dd'), name);
  const isAttached = async (name) => {
    await tree.showDetails(name);
    await debuggedBy(/, attached$/);
  };
  const paused = () => hasText(tree.cell('counter', 'waiting').last(), 'pause debugs.ts:6');
  const start = async (name) => {
    await wb.runCommand('Debug: Select and Start Debugging');
    await wb.quickInput
      .locator('.monaco-list-row')
      .filter({ has: page.locator('.label-name').getByText(name, { exact: true }) })
      .click();
  };
  /** The editor takes the keyboard when a process pauses. */
  const show = () => wb.runCommand('Process Tree: Focus on Process Tree View');
  const toggleBreakpoint = async (line) => {
    await wb.openQuickInput(`:${line}`);
    await page.keyboard.press('Enter');
    await hasText(page.locator('[id="status.editor.selection"]'), new RegExp(`^Ln ${line},`));
    await wb.runCommand('Debug: Toggle Breakpoint');
  };
  const startInDebugTerminal = async () => {
    await wb.runCommand('Debug: JavaScript Debug Terminal');
    await until('a prompt', async () => /[$#] *$/.test((await wb.terminalText()).trimEnd()));
    await page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
    await page.keyboard.type(COMMAND);
    await page.keyboard.press('Enter');
    await show();
  };
  const clear = async () => {
    await hasText(tree.counts, /^0 alive/);
    await toolbar.waitFor({ state: 'hidden' });
    await wb.runCommand('Process Tree: Clear Ended');
    await tree.empty.waitFor();
  };

  await step(
    'the programs of a compound are seen, each with its session; Stop ends the one that it is pressed for',
    async () => {
      await tree.focus();
      await start('both');
      await paused();
      const [debugs, family] = [await tree.pids(DEBUGS), await tree.pids(FAMILY)];
      assert.deepEqual((await tree.names()).toSorted(), [...DEBUGS, ...FAMILY].toSorted());
      await tree.showDetails('grandchild');
      await debuggedBy('waits');
      await screenshot(wb, 'compound');
      await tree.contextMenu('grandchild', 'Stop Debugging');
      await allEnded(family);
      for (const name of FAMILY) await hasText(tree.cell(name, 'status'), /ended with its debug session/);
      assert.ok(debugs.every(isRunning));
      await hasText(tree.counts, /^3 alive · 1 paused/);
      await press('stop');
      await allEnded(debugs);
      await clear();
    },
  );

  await step(
    'a restart ends the processes of before, and the new ones come; one press of Stop ends these',
    async () => {
      await start('pauses');
      await paused();
      const before = await tree.pids(DEBUGS);
      await press('restart');
      await allEnded(before);
      await until('the new rows', async () => (await tree.row('counter').count()) === 2);
      await hasText(tree.counts, /^3 alive · 1 paused .*· 3 ended$/);
      await paused();
      await screenshot(wb, 'restarted');
      await press('stop');
      await hasText(tree.counts, /^0 alive · 6 ended$/);
      await clear();
    },
  );

  await step('what is started in a JavaScript Debug Terminal is seen, paused and continued', async () => {
    await startInDebugTerminal();
    await paused();
    const pids = await tree.pids(DEBUGS);
    await tree.contextMenu('counter', 'Continue');
    await tree.shows('counter', 'exitcode', '0');
    await tree.contextMenu('turner', 'Pause');
    await hasText(tree.cell('turner', 'waiting'), /debugs\.ts:1\d$/);
    await screenshot(wb, 'debug-terminal');
    await tree.contextMenu('turner', 'Continue');
    await tree.shows('turner', 'status', 'started');
    await tree.contextMenu('turner', 'Detach Debugger');
    await toolbar.waitFor({ state: 'hidden' });
    assert.ok(isRunning(pids[2]));
    await tree.terminateAll();
    await clear();
  });

  await step('the debugger comes to a row that runs, its breakpoint is hit; and leaves it running', async () => {
    await tree.run('debugs.ts');
    await tree.shows('counter', 'exitcode', '0'); // nobody debugs it: it does not pause
    const pids = await tree.pids(['debugs.ts', 'turner']);
    await toggleBreakpoint(14);
    await tree.contextMenu('turner', 'Attach Debugger');
    await hasText(tree.cell('turner', 'waiting'), 'breakpoint debugs.ts:14');
    await screenshot(wb, 'attached');
    await tree.contextMenu('turner', 'Detach Debugger');
    await toolbar.waitFor({ state: 'hidden' });
    await tree.shows('turner', 'status', 'started');
    assert.ok(pids.every(isRunning));
    await toggleBreakpoint(14);
    await tree.terminateAll();
    await clear();
  });

  await step('several that are selected are attached, paused, continued and detached at once, and again', async () => {
    const both = ['worker', 'coder'];
    await tree.run('family.ts');
    const pids = await tree.pids(FAMILY);
    for (const time of ['once', 'again']) {
      await tree.selectAll(both);
      await tree.contextMenu('worker', 'Attach Debugger');
      for (const name of both) await isAttached(name);
      await tree.selectAll(both);
      await tree.contextMenu('coder', 'Pause');
      for (const name of both) await tree.shows(name, 'status', 'paused');
      await hasText(tree.counts, /^7 alive · 2 paused/);
      await screenshot(wb, `several-paused-${time}`);
      await show();
      await tree.contextMenu('worker', 'Continue');
      for (const name of both) await tree.shows(name, 'status', 'started');
      await tree.contextMenu('coder', 'Detach Debugger');
      await toolbar.waitFor({ state: 'hidden' });
    }
    assert.ok(pids.every(isRunning));
    await tree.terminateAll();
    await clear();
  });

  await step('a reload of the window ends the sessions with all their processes, and the rows say so', async () => {
    await start('pauses');
    await paused();
    await start('in a terminal');
    await until('the terminal', async () => /Debugger attached/.test(await wb.terminalText()));
    await show();
    const pids = [...(await tree.pids(DEBUGS)), ...(await tree.pids(FAMILY))];
    await tree.showDetails('grandchild');
    await debuggedBy('in a terminal');
    await wb.reload();
    await allEnded(pids);
    await tree.focus();
    await hasText(tree.counts, /^0 alive · 10 ended$/);
    for (const name of [...DEBUGS, ...FAMILY]) await hasText(tree.cell(name, 'status'), /ended with its debug session/);
    await screenshot(wb, 'debug-reload');
  });

  await step('a program in a JavaScript Debug Terminal outlives a reload of the window, and comes back', async () => {
    await clear();
    await startInDebugTerminal();
    await paused();
    const pids = await tree.pids(DEBUGS);
    const ids = () => Promise.all(DEBUGS.map((name) => tree.row(name).getAttribute('data-process-id')));
    const before = await ids();
    await wb.reload();
    await tree.focus();
    await tree.shows('counter', 'exitcode', '0'); // nobody holds it any more
    await screenshot(wb, 'debug-terminal-reload');
    assert.deepEqual(await ids(), before);
    assert.deepEqual(await tree.pids(['debugs.ts', 'turner']), [pids[0], pids[2]]);
    await tree.contextMenu('turner', 'Attach Debugger');
    await isAttached('turner');
    await tree.contextMenu('turner', 'Detach Debugger');
    await toolbar.waitFor({ state: 'hidden' });
    await tree.terminateAll();
  });
};
