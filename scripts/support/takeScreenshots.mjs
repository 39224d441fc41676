import fs from 'node:fs/promises';
import path from 'node:path';
import { buildAll } from '../build.mjs';
import { ensureCodeServer, installExtension } from '../../test/testbed/code-server.mjs';
import { startTestServer } from '../../test/testbed/server.mjs';
import { launchBrowser, until, Workbench } from '../../test/testbed/workbench.mjs';
import { hasText, ProcessTree } from '../../test/ui/support/processTree.mjs';
import { CHROMIUM, COMPILER, ensureCommands } from './machine.mjs';
import { packageExtension } from './packageExtension.mjs';
import { inRoot, toolsCache } from './paths.mjs';

const EXAMPLE = 'deepTree.ts';
const SETTINGS = { 'editor.minimap.enabled': false, 'explorer.openEditors.visible': 0, 'breadcrumbs.enabled': false };
const PANEL_GROWS_BY = 300; // all rows of the example find room in it
const PICTURES = [
  { name: 'process-tree-dark', theme: 'Dark Modern', width: 1280, height: 800, arrange: enlargePanel },
  { name: 'process-tree-light', theme: 'Light Modern', width: 1280, height: 800, arrange: enlargePanel },
  { name: 'narrow', theme: 'Dark Modern', width: 1000, height: 640, arrange: moveToSideBar },
];

/** Writes docs/images/*.png: the editor on examples/, with the example of a deep tree running. */
export async function takeScreenshots() {
  await ensureCommands({ ...CHROMIUM, ...COMPILER });
  const install = await ensureCodeServer({ cacheDir: toolsCache, log: console.log });
  await buildAll();
  const vsix = await packageExtension();
  await fs.mkdir(inRoot('docs/images'), { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const picture of PICTURES) await takeScreenshot(picture, { install, vsix, browser });
  } finally {
    await browser.close();
  }
}

async function takeScreenshot({ name, theme, width, height, arrange }, { install, vsix, browser }) {
  const server = await startTestServer(install, { settings: { ...SETTINGS, 'workbench.colorTheme': theme } });
  try {
    await installExtension(install, vsix, server.dirs);
    const folder = path.join(server.home, 'examples');
    await fs.cp(inRoot('examples'), folder, { recursive: true });
    const contextOptions = { viewport: { width, height }, deviceScaleFactor: 2, reducedMotion: 'reduce' };
    const workbench = await Workbench.open(server, browser, { folder, contextOptions });
    const tree = new ProcessTree(workbench);
    await showExample(tree, arrange);
    const file = inRoot('docs/images', `${name}.png`);
    await workbench.page.screenshot({ path: file });
    console.log(file);
    await tree.terminateAll();
    await workbench.close();
  } finally {
    await server.stop();
  }
}

/** The example when it has something of everything to show: processes that run, have ended and have failed. */
async function showExample(tree, arrange) {
  const { page } = tree;
  await tree.focus();
  await tree.run(EXAMPLE);
  await arrange(tree);
  await until('a failure', async () => /failed/.test(await tree.counts.textContent()), { timeout: 90_000 });
  await tree.row('dome').locator('.twistie').click();
  await tree.showDetails('calibration');
  await hasText(tree.details, /overexposed/);
  await tree.view.locator('.scroller').evaluate((scroller) => scroller.scrollTo(0, 0));
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
}

async function moveToSideBar({ page, workbench }) {
  await workbench.runCommand('View: Move View');
  await workbench.quickInput.locator('.monaco-list-row', { hasText: 'Process Tree' }).first().click();
  await workbench.quickInput.locator('.monaco-list-row', { hasText: 'New Side Bar Entry' }).click();
  await page.locator('.part.sidebar .composite.title', { hasText: 'Process Tree' }).waitFor();
}

async function enlargePanel({ page }) {
  const { x, y, width } = await page.locator('.part.panel').boundingBox();
  await page.mouse.move(x + width / 3, y - 1);
  await page.mouse.down();
  await page.mouse.move(x + width / 3, y - PANEL_GROWS_BY, { steps: 5 });
  await page.mouse.up();
}
