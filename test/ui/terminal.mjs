// The terminal of a program: its output in colour, its input, Ctrl-C, and how it ended.
import { ProcessTree } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'talks.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  const terminal = page.locator('.terminal-wrapper.active');
  const written = (pattern) => until(`${pattern} in the terminal`, async () => pattern.test(await wb.terminalText()));
  const type = async (text) => {
    await terminal.locator('.xterm-helper-textarea').focus();
    await page.keyboard.type(text);
  };
  let pids;

  await step('its output arrives, in its colours', async () => {
    await tree.focus();
    await tree.run('talks.ts');
    pids = await tree.pids(['talks.ts']);
    await tree.contextMenu('talks.ts', 'Show Terminal');
    await page.locator('.terminal-tabs-entry, .single-terminal-tab', { hasText: 'talks.ts' }).first().waitFor();
    await written(/green and red/);
    await terminal.locator('.xterm-rows span.xterm-fg-2', { hasText: 'green' }).waitFor();
    await terminal.locator('.xterm-rows span.xterm-bold', { hasText: 'red' }).waitFor();
  });

  await step('what is typed is echoed and reaches the program', async () => {
    await type('hallo');
    await page.keyboard.press('Enter');
    await written(/hallo\s*\n\s*got <hallo>/);
  });

  await step('Ctrl-C interrupts it, and the last line says how it ended', async () => {
    await terminal.locator('.xterm-helper-textarea').focus();
    await page.keyboard.press('Control+c');
    await written(/talks\.ts ended with exit code -2 SIGINT/);
    await allEnded(pids);
    await screenshot(wb, 'terminal');
    await tree.focus();
    await tree.shows('talks.ts', 'exitcode', '-2 SIGINT');
  });

  await step('Ctrl-D ends its input', async () => {
    await tree.run('talks.ts');
    await tree.row('talks.ts').last().click();
    await tree.row('talks.ts').last().locator('.label').click({ button: 'right' });
    await page.locator('.context-view .action-label', { hasText: 'Show Terminal' }).waitFor();
    await page.keyboard.press('Escape');
    await wb.runCommand('Terminal: Focus Terminal');
    await written(/green and red/);
    await type('last');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+d');
    await written(/got <last>\s*\n\s*end of input/);
    await written(/talks\.ts ended with exit code 0/);
  });
};
