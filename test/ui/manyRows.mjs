// As many processes as anybody has, from a program that speaks the monitor's protocol.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';

const GENERATOR = 'monitorGenerator.mjs';
const SOURCE = path.resolve(import.meta.dirname, '../fixtures', GENERATOR);

/** All of them are to be rows. */
export const settings = { 'processTree.rollUp': 0 };

export default async ({ open, step, until, window, screenshot }) => {
  await fs.copyFile(SOURCE, path.join(window.folder, GENERATOR));
  const wb = await open();
  const { page } = wb;
  await page.context().addInitScript(watchPerformance);
  const tree = new ProcessTree(wb);
  await tree.focus();
  const measured = () => tree.view.locator('main').evaluate(() => globalThis.measured);

  const lastRowFocused = () =>
    until('the focus on the last row', async () => {
      const last = await tree.grid.getAttribute('aria-rowcount');
      return (await tree.view.locator('.row:focus').getAttribute('aria-rowindex')) === last;
    });
  const generate = async (...args) => {
    await wb.runCommand('Process Tree: Run Script…');
    await wb.quickInput.locator('.monaco-list-row', { hasText: GENERATOR }).click();
    await hasText(wb.quickInput, /Arguments for/);
    await wb.quickInput.locator('.quick-input-box input').fill(args.join(' '));
    await page.keyboard.press('Enter');
    await tree.row('generator').waitFor();
  };
  const endGenerator = async () => {
    await tree.filter.fill('generator');
    const pid = await tree.pid(GENERATOR);
    await tree.contextMenu(GENERATOR, 'Terminate');
    await allEnded([pid]);
    await hasText(tree.counts, /(?:^|· )0 alive/);
    await tree.filter.fill('');
    await wb.runCommand('Process Tree: Clear Ended');
    await tree.empty.waitFor();
  };

  await step('1,000 rows with 200 changes a second', async () => {
    await generate(1000, 200, 300);
    await hasText(tree.counts, /^(1001|\d{3}) alive/);
    await until('endings', async () => /[1-9]\d ended/.test(await tree.counts.textContent()));
    await tree.focus();
    await tree.view.locator('main').evaluate(() => (globalThis.measured.longTasks.length = 0));
    await page.keyboard.press('End');
    await lastRowFocused();
    await page.keyboard.press('Home');
    await hasText(tree.view.locator('.row:focus .label'), GENERATOR);
    await until('more changes', async () => Number(/(\d+) ended/.exec(await tree.counts.textContent())[1]) > 60);
    const { longTasks } = await measured();
    console.log(`    long tasks with 1,000 rows: ${longTasks.map(Math.round).join(', ') || 'none'} ms`);
    assert.ok((await tree.view.locator('.row').count()) < 100, 'only what is seen is in the document');
  });

  await step('selection and what is typed stay while all changes around them', async () => {
    await tree.filter.fill('100077'); // its pid
    await until('its rows', async () => (await tree.names()).some((name) => /^worker 77\b/.test(name)));
    await tree
      .row(/^worker 77\b/)
      .first()
      .click();
    const endings = Number(/(\d+) ended/.exec(await tree.counts.textContent())[1]);
    await until(
      'more changes',
      async () => Number(/(\d+) ended/.exec(await tree.counts.textContent())[1]) > endings + 20,
    );
    assert.equal(await tree.filter.inputValue(), '100077');
    await tree.view.locator('.row[aria-selected=true]', { hasText: /worker 77\b/ }).waitFor();
    await screenshot(wb, 'many-filtered');
  });

  await step('one of a thousand is terminated from its row', async () => {
    const row = tree.row(/^worker 77\b/).first();
    if ((await row.locator('[data-column=alive]').textContent()) === 'yes') {
      await row.hover();
      await row.locator('[data-action=terminate]').click();
      await hasText(row.locator('[data-column=exitcode]'), '-15 SIGTERM');
    }
    await endGenerator();
  });

  await step('10,000 rows', async () => {
    await generate(10_000, 0, 300);
    await hasText(tree.counts, /(?:^|· )10001 alive/);
    await wb.runCommand('View: Hide Panel');
    await tree.view.locator('main').waitFor({ state: 'detached' });
    await tree.focus();
    await hasText(tree.counts, /(?:^|· )10001 alive/);
    const { firstRows, longTasks } = await until('the measurement', async () => {
      const figures = await measured();
      return figures.firstRows !== null && figures;
    });
    console.log(
      `    10,000 rows: the first seen ${Math.round(firstRows)} ms after the view began to load, ` +
        `long tasks ${longTasks.map(Math.round).join(', ') || 'none'} ms`,
    );
    await page.keyboard.press('End');
    await lastRowFocused();
    await screenshot(wb, 'many-10000');
    await tree.filter.fill('109998');
    await until(
      'one found',
      async () => (await tree.names()).includes('worker 9998') && (await tree.names()).length < 8,
    );
    await endGenerator();
  });
};

/** Runs in every frame before its own scripts. */
function watchPerformance() {
  const measured = { firstRows: null, longTasks: [] };
  globalThis.measured = measured;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measured.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  // A timer and no frame: the document is written anew before its scripts run, and loses what waits for a frame.
  const timer = setInterval(() => {
    if (!document.querySelector('.row[data-process-id]')) return;
    measured.firstRows = performance.now();
    clearInterval(timer);
  }, 10);
}
