// A real program in every theme, wide, narrow and enlarged: pictures to look at, and axe-core's opinion.
import assert from 'node:assert/strict';
import { accessibilityViolations } from './support/axe.mjs';
import { ProcessTree } from './support/processTree.mjs';
import { allEnded } from './support/processes.mjs';
import { addPrograms, tell } from './support/programs.mjs';
import { THEMES, useTheme } from './support/themes.mjs';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 640, height: 800 };

export default async ({ open, step, until, window, screenshot }) => {
  await addPrograms(window, 'family.ts');
  const wb = await open();
  const { page } = wb;
  const tree = new ProcessTree(wb);
  let pids;

  const look = async (name, part) => {
    await page.mouse.move(0, 0);
    await screenshot(wb, `looks-${name}`);
    assert.deepEqual(await accessibilityViolations(tree, part), []);
  };
  const lookInAllThemes = async (shape, part = 'panel') => {
    for (const theme of Object.keys(THEMES)) {
      await useTheme(tree, window, theme);
      await look(`${shape}-${theme}`, part);
    }
  };

  await step('the empty view, in all themes', async () => {
    await tree.focus();
    await lookInAllThemes('empty');
  });

  await step('all states of processes, wide, in all themes', async () => {
    await tree.run('family.ts');
    pids = await tree.pids(['family.ts', 'worker', 'coder', 'daemon', 'parent', 'grandchild', 'parser']);
    await tell(window, 'exit-0');
    await tell(window, 'fail');
    await tree.shows('worker', 'exitcode', '0');
    await tree.shows('parser', 'exitcode', '1');
    await tree.row('coder').hover();
    await tree.button('coder', 'terminate').click();
    await tree.shows('coder', 'exitcode', '-15 SIGTERM');
    await tree.row('parent').hover();
    await tree.button('parent', 'join').click();
    await tree.showDetails('parser');
    await lookInAllThemes('wide');
  });

  await step('beside the editor of a small window, in all themes', async () => {
    await page.setViewportSize(NARROW);
    await lookInAllThemes('small');
    await page.setViewportSize(WIDE);
  });

  await step('in the side bar, where it is moved, in all themes', async () => {
    await wb.runCommand('View: Move View');
    await wb.quickInput.locator('.monaco-list-row', { hasText: 'Process Tree' }).first().click();
    await wb.quickInput.locator('.monaco-list-row', { hasText: 'New Side Bar Entry' }).click();
    await until('the view in the side bar', () =>
      page.locator('.part.sidebar .composite.title', { hasText: 'Process Tree' }).isVisible(),
    );
    await tree.row('grandchild').waitFor();
    await lookInAllThemes('sidebar', 'sidebar');
    await tree.terminateAll();
    await allEnded(pids);
  });

  await step('at 200 %', async () => {
    const contextOptions = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, reducedMotion: 'reduce' };
    const large = await open({ contextOptions });
    const enlarged = new ProcessTree(large);
    await enlarged.run('family.ts');
    await enlarged.pids(['grandchild']);
    await screenshot(large, 'looks-200-percent');
    assert.deepEqual(await accessibilityViolations(enlarged, 'panel'), []);
    await enlarged.terminateAll();
  });
};
