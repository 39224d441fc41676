// In a workspace that is not trusted nothing is run: from the palette, by other extensions, through the API.
import assert from 'node:assert/strict';
import path from 'node:path';
import { BRIDGE, callBridge } from './support/bridge.mjs';
import { ProcessTree, hasText, openFile } from './support/processTree.mjs';
import { addPrograms } from './support/programs.mjs';

export const settings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.untrustedFiles': 'open',
};

const REASON = /Scripts are not run in Restricted Mode\. Trust this workspace to run them\./;

export default async ({ open, step, until, window, server, screenshot }) => {
  await addPrograms(window, 'greets.ts');
  const wb = await open({ extensionDevelopmentPath: [...window.extensionDevelopmentPath, BRIDGE] });
  const tree = new ProcessTree(wb);
  const { page } = wb;
  const script = path.join(window.folder, 'greets.ts');

  await step('the empty view says why nothing can be run', async () => {
    await tree.focus();
    await hasText(tree.empty, REASON);
    assert.equal(await tree.empty.getByRole('button', { name: 'Run Current File' }).count(), 0);
    await screenshot(wb, 'restricted');
  });

  await step(
    'neither the palette nor the title of the editor offers to run; nor is there anything to end',
    async () => {
      await openFile(wb, 'greets.ts');
      await wb.openQuickInput('>Process Tree: ');
      await until('the commands of the extension', async () => (await wb.picks()).includes('Process Tree: Sort By…'));
      const offered = (await wb.picks()).filter((title) =>
        /Run|Terminate|Kill|Join|Copy|Show Output|Clear/.test(title),
      );
      await page.keyboard.press('Escape');
      assert.deepEqual(offered, []);
      assert.equal(
        await page.locator('.editor-actions').getByRole('button', { name: 'Run File in Process Tree' }).count(),
        0,
      );
    },
  );

  await step('executeCommand is refused with the reason', async () => {
    for (const command of ['processTree.runFile', 'processTree.runScript']) {
      await callBridge(server, 'executeCommand', command, { file: script });
    }
    await until('the reason', async () => (await wb.notifications()).filter((text) => REASON.test(text)).length >= 1);
    await page
      .locator('.notifications-center')
      .getByRole('button', { name: 'Manage Workspace Trust' })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await callBridge(server, 'tree'), { result: [] });
  });

  await step('the API refuses as well', async () => {
    const { error } = await callBridge(server, 'run', script);
    assert.match(error, REASON);
    assert.deepEqual(await callBridge(server, 'tree'), { result: [] });
  });

  await step('once the workspace is trusted, the view offers to run, and it runs', async () => {
    await tree.focus();
    await tree.empty.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await tree.empty.getByRole('button', { name: 'Run Current File' }).waitFor();
    await tree.run('greets.ts');
    await tree.shows('greets.ts', 'exitcode', '0');
  });
};
