// What goes wrong in normal use is said once, with a button that leads on.
import fs from 'node:fs/promises';
import path from 'node:path';
import { BRIDGE, callBridge } from './support/bridge.mjs';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { addPrograms } from './support/programs.mjs';

const NO_NODE = { 'processTree.nodePath': '/no/such/node' };

export default async ({ open, step, until, window, server, screenshot }) => {
  await addPrograms(window, 'greets.ts', 'newer.mjs');
  await fs.writeFile(path.join(window.folder, 'broken.process-tree.json'), 'no recording');
  const wb = await open({ extensionDevelopmentPath: [...window.extensionDevelopmentPath, BRIDGE] });
  const tree = new ProcessTree(wb);
  const { page } = wb;
  const file = (name) => ({ file: path.join(window.folder, name) });
  const call = (command, ...args) => callBridge(server, 'executeCommand', `processTree.${command}`, ...args);
  const activeTab = (title) => page.locator('.tab.active', { hasText: title }).waitFor();
  const center = page.locator('.notifications-center');

  /** Presses a button of the notification that says this. */
  const answer = async (text, title) => {
    await until(`the notification ${text}`, async () => (await wb.notifications()).some((said) => text.test(said)));
    const message = page.locator('.notification-list-item-message').filter({ hasText: text });
    const notification = center.locator('.notification-list-item').filter({ has: message });
    await page.mouse.move(0, 0); // off the bell, whose tooltip would lie over the button
    await notification.getByRole('button', { name: title, exact: true }).click();
    await notification.waitFor({ state: 'detached' });
  };

  await step('without a process a command leads to a program to run', async () => {
    await call('terminate');
    await answer(/^No process is running that can be ended from here\.$/, 'Run Script…');
    await hasText(wb.quickInput.locator('.quick-input-title'), 'Run in Process Tree');
    await page.keyboard.press('Escape');
    await wb.quickInput.waitFor({ state: 'hidden' });
  });

  await step('nothing can be saved without a program', async () => {
    await call('saveRecording');
    await answer(/^There is no process to be saved\./, 'Run Script…');
    await wb.quickInput.waitFor();
    await page.keyboard.press('Escape');
    await wb.quickInput.waitFor({ state: 'hidden' });
  });

  await step('what is no recording can be looked at', async () => {
    await call('openRecording', file('broken.process-tree.json'));
    await answer(/^broken\.process-tree\.json cannot be opened as a recording\. It is no JSON\.$/, 'Open File');
    await activeTab('broken.process-tree.json');
  });

  await step('for a recording that is gone another can be chosen', async () => {
    await call('openRecording', file('gone.process-tree.json'));
    await answer(/^gone\.process-tree\.json cannot be opened as a recording\./, 'Open Another…');
    await hasText(wb.quickInput.locator('.quick-input-title'), 'Open Recording');
    await page.keyboard.press('Escape');
    await wb.quickInput.waitFor({ state: 'hidden' });
  });

  await step('what cannot be done to a process leads to its row', async () => {
    await tree.focus();
    await tree.run('greets.ts');
    await tree.shows('greets.ts', 'exitcode', '0');
    const [{ id }] = (await callBridge(server, 'tree')).result;
    await wb.runCommand('View: Hide Panel');
    await tree.view.locator('main').waitFor({ state: 'detached' });
    const refusal = /^Cannot terminate greets\.ts: /;
    await until('the refusal, once the extension knows that the view is hidden', async () => {
      await call('terminate', id);
      return (await wb.notifications()).some((said) => refusal.test(said));
    });
    await answer(refusal, 'Reveal in Process Tree');
    await tree.view.locator('.row[aria-selected=true]', { hasText: 'greets.ts' }).waitFor();
  });

  await step('a program of another version of the protocol is told of, once', async () => {
    for (const run of [1, 2]) {
      await call('runFile', file('newer.mjs'));
      await until(
        `the end of run ${run}`,
        async () => (await tree.cell('newer.mjs', 'exitcode').getByText('0').count()) === run,
      );
    }
    await answer(/^newer program \(PID \d+\) is not shown: .* speaks version 2 .* speaks 1\./, 'Show Extension');
    await page.locator('.extensions-viewlet').waitFor();
  });

  await step('source that is gone can be looked for', async () => {
    await fs.rm(path.join(window.folder, 'greets.ts'));
    await wb.runCommand('View: Close All Editors');
    await tree.cell('greets.ts', 'name').locator('.label').dblclick();
    await answer(/greets\.ts cannot be opened\.$/, 'Find File…');
    await until('its name', async () => (await wb.quickInput.locator('input').inputValue()) === 'greets.ts');
    await page.keyboard.press('Escape');
  });

  await step('a wrong Node leads to its setting, from a notification and from the empty view', async () => {
    await wb.runCommand('Process Tree: Clear Ended');
    await tree.empty.getByRole('button', { name: 'Run Current File' }).waitFor();
    await addPrograms(window, 'greets.ts');
    await fs.mkdir(path.join(window.folder, '.vscode'), { recursive: true });
    await fs.writeFile(path.join(window.folder, '.vscode/settings.json'), JSON.stringify(NO_NODE));
    await hasText(tree.empty, /processTree\.nodePath is \/no\/such\/node, which does not run as Node\.js/);
    await screenshot(wb, 'problems-no-node');
    await call('runFile', file('greets.ts'));
    await answer(/^processTree\.nodePath is \/no\/such\/node/, 'Open Setting');
    await activeTab('Settings');
    await page.locator('.settings-editor .setting-item-label', { hasText: 'Node Path' }).waitFor();
    await wb.runCommand('View: Close All Editors');
    await tree.empty.getByRole('button', { name: 'Open Setting' }).click();
    await activeTab('Settings');
    await page.locator('.settings-editor .setting-item-label', { hasText: 'Node Path' }).waitFor();
  });
};
