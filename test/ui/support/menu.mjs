import { until } from '../../testbed/workbench.mjs';

/** Chooses an entry of the context menu that `open` opens. */
export async function chooseInMenu(page, open, entry) {
  const menu = page.locator('.context-view .monaco-menu');
  const item = menu
    .locator('.action-item')
    .filter({ has: page.locator('.action-label').getByText(entry, { exact: true }) });
  // A menu shows what could be done when it was opened: what can be done a moment later is in the next one
  await until(`${entry} in the menu`, async () => {
    await open();
    await menu.waitFor({ timeout: 2_000 });
    if (await item.isVisible()) return true;
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden', timeout: 2_000 });
    return false;
  });
  // A menu that has just been opened takes the click for the end of the one that opened it.
  await until(`the end of the menu with ${entry}`, async () => {
    if (await menu.isVisible()) await item.click({ timeout: 1_000 });
    await menu.waitFor({ state: 'hidden', timeout: 500 });
    return true;
  });
}

/** The entries of the context menu that is shown, the disabled ones too. */
export async function menuEntries(page) {
  const labels = page.locator('.context-view .monaco-menu .action-item:not(.disabled) .action-label:not(.separator)');
  await labels.first().waitFor();
  return labels.allTextContents();
}
