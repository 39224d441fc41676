import { l10n, TabInputText, window, workspace, type QuickPickItem, type Uri } from 'vscode';
import path from 'node:path';

const SCRIPT = /\.(?:[cm]?[jt]s|py)$/i;
const DECLARATIONS = /\.d\.[cm]?ts$/i;
const MAX_LISTED = 2000;

/** Whether a file can be run: TypeScript, JavaScript or Python, on disk. */
export function isScript(uri: Uri): boolean {
  return uri.scheme === 'file' && SCRIPT.test(uri.path) && !DECLARATIONS.test(uri.path);
}

export function isPython(uri: Uri): boolean {
  return /\.py$/i.test(uri.path);
}

/** The script in the active editor: also while its text is still being loaded, or while the Output panel has the focus. */
export function activeScript(): Uri | undefined {
  return [window.activeTextEditor?.document.uri, uriOfActiveTab()].find((uri) => uri !== undefined && isScript(uri));
}

function uriOfActiveTab(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputText ? input.uri : undefined;
}

/** Lets the user choose among the scripts of the workspace, or any file; undefined when nothing was chosen. */
export async function pickScript(): Promise<Uri | undefined> {
  const browse: Item = { label: l10n.t('Browse…'), alwaysShow: true };
  const picked = await window.showQuickPick(listScripts(browse), {
    title: l10n.t('Run in Process Tree'),
    placeHolder: l10n.t('Choose a script'),
    matchOnDescription: true,
  });
  return picked === browse ? browseScript() : picked?.uri;
}

interface Item extends QuickPickItem {
  readonly uri?: Uri;
}

async function listScripts(browse: Item): Promise<Item[]> {
  const files = await workspace.findFiles('**/*.{ts,mts,cts,js,mjs,cjs,py}', '**/{node_modules,.venv}/**', MAX_LISTED);
  const active = activeScript()?.toString();
  const items = files.filter(isScript).map((uri): Item => {
    const folder = path.dirname(workspace.asRelativePath(uri));
    return { label: path.basename(uri.fsPath), description: folder === '.' ? '' : folder, uri };
  });
  const order = (item: Item) => `${item.uri?.toString() === active ? 0 : 1}${item.description ?? ''}/${item.label}`;
  return [...items.sort((a, b) => order(a).localeCompare(order(b))), browse];
}

async function browseScript(): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    title: l10n.t('Choose a script'),
    openLabel: l10n.t('Run'),
    filters: { [l10n.t('TypeScript, JavaScript and Python')]: ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'py'] },
    ...(folder && { defaultUri: folder }),
  });
  return chosen?.[0];
}
