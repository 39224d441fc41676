// `import … from 'multiprocessing-ts'` in a folder where nothing is installed: no error, and completions.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { openFile } from './support/processTree.mjs';

const TYPESCRIPT = `import { Process } from 'multiprocessing-ts';
import os from 'node:os';

process.stdout.write(os.EOL);
const worker = new Process({ target: () => {}, name: 'worker' });
const wrong: string = worker.exitcode;
console.log(wrong);
`;
const JAVASCRIPT = `import { Process } from 'multiprocessing-ts';

const worker = new Process({ name: 'worker' });
`;

export default async ({ open, step, until, window, screenshot }) => {
  await fs.writeFile(path.join(window.folder, 'typed.ts'), TYPESCRIPT);
  await fs.writeFile(path.join(window.folder, 'plain.mjs'), JAVASCRIPT);
  const wb = await open();
  const { page } = wb;

  await step('TypeScript finds only the error that is there', async () => {
    await openFile(wb, 'typed.ts');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await wb.runCommand('Problems: Focus on Problems View');
    const problems = page.locator('.markers-panel [role=treeitem][aria-level="2"]');
    await problems.first().waitFor();
    const texts = await problems.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
    assert.equal(texts.length, 1);
    assert.match(texts[0], /Type 'number \| null' is not assignable to type 'string'/);
  });

  for (const file of ['typed.ts', 'plain.mjs']) {
    await step(`the members of a Process are completed in ${file}`, async () => {
      await openFile(wb, file);
      await page.locator('.monaco-editor .view-line', { hasText: 'new Process' }).waitFor();
      const suggestions = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
      await until('the completions', async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+End');
        await page.keyboard.type('\nworker.');
        await suggestions.first().waitFor({ timeout: 3_000 });
        return true;
      });
      const labels = new Set();
      await until('isAlive among the completions', async () => {
        for (const label of await suggestions.allTextContents()) labels.add(label);
        if (['isAlive', 'join', 'kill', 'exitcode'].every((name) => labels.has(name))) return true;
        await page.keyboard.press('PageDown');
        return false;
      });
      await screenshot(wb, `imports-${path.extname(file).slice(1)}`);
      await page.keyboard.press('Escape');
    });
  }
};
