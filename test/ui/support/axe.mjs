import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { EXTENSION_ID } from './processTree.mjs';

const source = fs.readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds wrong in the webview, a line for each.
 * @param part The part of the workbench that the view is in: its colour is behind the webview, which is transparent.
 */
export async function accessibilityViolations({ workbench }, part) {
  const frame = await workbench.webview('main', { extensionId: EXTENSION_ID });
  const colour = await workbench.page
    .locator(`.part.${part}`)
    .evaluate((node) => getComputedStyle(node).backgroundColor);
  await frame.evaluate(await source);
  const { violations, passes } = await frame.evaluate(runAxe, colour);
  if (passes.length < 10) throw new Error(`axe-core ran only ${passes.length} rules that pass`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`),
  );
}

/** Runs in the webview. */
async function runAxe(background) {
  const { style } = document.documentElement;
  style.setProperty('background', background);
  try {
    return await globalThis.axe.run(document);
  } finally {
    style.removeProperty('background');
  }
}
