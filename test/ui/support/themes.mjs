import fs from 'node:fs/promises';
import path from 'node:path';

/** Name in the files of screenshots → the theme's id, and the classes that tell that it is on. */
export const THEMES = {
  dark: { id: 'Dark Modern', workbench: 'vs-dark', webview: 'vscode-dark' },
  light: { id: 'Light Modern', workbench: 'vs', webview: 'vscode-light' },
  'high-contrast': { id: 'Default High Contrast', workbench: 'hc-black', webview: 'vscode-high-contrast' },
  'high-contrast-light': {
    id: 'Default High Contrast Light',
    workbench: 'hc-light',
    webview: 'vscode-high-contrast-light',
  },
};

/** Switches an open window, and the view in it, to a theme. */
export async function useTheme(tree, { folder }, name) {
  const { id, workbench, webview } = THEMES[name];
  await fs.mkdir(path.join(folder, '.vscode'), { recursive: true });
  await fs.writeFile(path.join(folder, '.vscode/settings.json'), JSON.stringify({ 'workbench.colorTheme': id }));
  await tree.page.locator(`.monaco-workbench.${workbench}`).waitFor();
  await tree.view.locator(`body.${webview}`).waitFor();
}
