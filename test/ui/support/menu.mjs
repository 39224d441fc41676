import { until } from '../../testbed/workbench.mjs';

/** Chooses an entry of the context menu that `open` opens. */
export async function chooseInMenu(page, open, entry) {
  const menu = page.locator('.context-view .monaco-menu');
  const item = menu
    .locator('.action-item')
    .filter({ has: page.locator('.action-label').getByText(entry, { exact: true }) });
  await open();
  await item.waitFor();
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
