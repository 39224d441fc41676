// The timeline of a real program: bars, keyboard, selection, its files, and a recording that is opened again.
import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { accessibilityViolations } from './support/axe.mjs';
import { chooseFile } from './support/fileDialog.mjs';
import { ProcessTree, hasText } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms } from './support/programs.mjs';
import { THEMES, useTheme } from './support/themes.mjs';

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'waits.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  await tree.focus();
  await tree.run('waits.ts');
  const pids = await tree.pids(['waits.ts', 'consumer', 'holder', 'second']);
  const life = (name) => tree.view.getByRole('row', { name: new RegExp(`^${name}, `) }).and(tree.view.locator('.life'));
  const tab = (name) => tree.view.getByRole('tab', { name, exact: true });
  const drawn = () => tree.view.locator('canvas.chart').evaluate(drawnPixels);
  const file = (name) => path.join(window.folder, name);

  await step('the second tab draws the life of each process, and what it waits for', async () => {
    await hasText(tree.cell('second', 'waiting'), /^Lock\.acquire/);
    await tab('Timeline').click();
    await life('consumer').waitFor();
    for (const [name, what] of Object.entries({ consumer: 'Queue.get jobs', holder: 'Event.wait released' })) {
      const label = new RegExp(`^${name}, waiting on ${what}, started at \\d+\\.\\d s`);
      await until(`what ${name} waits for`, async () => label.test(await life(name).getAttribute('aria-label')));
    }
    await until('bars', async () => (await drawn()) > 1000);
  });

  await step('the keyboard zooms and moves, and the time is followed again by End', async () => {
    const follow = tree.view.getByRole('button', { name: 'Follow the Time (End)' });
    await tree.focus();
    for (const key of ['Home', '+', '+', 'ArrowLeft']) await page.keyboard.press(key);
    await until('standing still', async () => (await follow.getAttribute('aria-pressed')) === 'false');
    await page.keyboard.press('End');
    await until('following', async () => (await follow.getAttribute('aria-pressed')) === 'true');
    await page.keyboard.press('f');
  });

  await step('a click selects the process, for the details and the tree too; Enter shows it there', async () => {
    await life('holder').click();
    await hasText(tree.view.locator('.details .subject'), 'holder');
    await page.keyboard.press('Enter');
    await tree.view.locator('.row[aria-selected=true]:focus', { hasText: 'holder' }).waitFor();
    await tab('Timeline').click();
  });

  await step('what is asked for here is marked, and how it ended is told', async () => {
    await life('holder').click();
    await page.keyboard.press('Delete');
    // It is asked whether the lock that it holds may be lost.
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Terminate', exact: true }).click();
    const label = /^holder, terminated, .*ran for .*exit code -15 SIGTERM/;
    await until('its end', async () => label.test(await life('holder').getAttribute('aria-label')));
    await life('second').hover();
    await tree.view.locator('.hover-card').waitFor();
  });

  for (const theme of Object.keys(THEMES)) {
    await step(`nothing is wrong with it in the theme ${theme}`, async () => {
      await useTheme(tree, window, theme);
      await page.mouse.move(0, 0);
      await screenshot(wb, `timeline-${theme}`);
      assert.deepEqual(await accessibilityViolations(tree, 'panel'), []);
    });
  }

  await step('the tab survives hiding the view', async () => {
    await wb.runCommand('View: Hide Panel');
    await tree.view.locator('main').waitFor({ state: 'detached' });
    await tree.focus();
    await life('consumer').waitFor();
  });

  await step('it is exported as a Chrome trace, as an SVG and as a recording', async () => {
    await wb.runCommand('Process Tree: Export Timeline as Chrome Trace…');
    await chooseFile(wb, file('waits.trace.json'));
    const { traceEvents } = JSON.parse(await written(until, file('waits.trace.json')));
    assert.ok(traceEvents.some(({ ph, name }) => ph === 'X' && name === 'waiting: Queue.get jobs'));
    assert.equal(traceEvents.filter(({ ph }) => ph === 's').length, 3);
    await wb.runCommand('Process Tree: Export Timeline as SVG…');
    await chooseFile(wb, file('waits.svg'));
    assert.match(await written(until, file('waits.svg')), /^<svg .*<text [^>]*>Queue\.get jobs<\/text>/s);
    await wb.runCommand('Process Tree: Save Recording…');
    await chooseFile(wb, file('waits.process-tree.json'));
    assert.equal(JSON.parse(await written(until, file('waits.process-tree.json'))).processes.length, 4);
  });

  await step('what lives goes on and ends', async () => {
    await tab('Tree').click();
    await tree.row('second').waitFor();
    await tree.terminateAll();
    await allEnded(pids);
    await wb.runCommand('Process Tree: Clear Ended');
    await tree.empty.waitFor();
  });

  await step('the recording is opened again, is marked as one, and leads back', async () => {
    await wb.runCommand('Process Tree: Open Recording…');
    await chooseFile(wb, file('waits.process-tree.json'));
    const banner = tree.view.getByRole('note', { name: 'Recording' });
    await hasText(banner, /^Recording waits\.process-tree\.json, saved .* to look at only/);
    await tab('Timeline').click();
    const label = /^consumer, waiting on Queue\.get jobs, started at/;
    await until('the life', async () => label.test(await life('consumer').getAttribute('aria-label')));
    await tab('Tree').click();
    await tree.shows('holder', 'exitcode', '-15 SIGTERM');
    await screenshot(wb, 'timeline-recording');
    assert.deepEqual(await accessibilityViolations(tree, 'panel'), []);
    await banner.getByRole('button', { name: 'Back to Live' }).click();
    await tree.empty.waitFor();
  });
};

/** Runs in the webview: how many pixels of the bars are not empty. */
function drawnPixels(canvas) {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let index = 3; index < data.length; index += 4) if (data[index] > 128) count++;
  return count;
}

async function written(until, name) {
  await until(`${path.basename(name)} to be written`, async () => (await fs.stat(name)).size > 0);
  return fs.readFile(name, 'utf8');
}
