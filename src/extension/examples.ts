import { FileSystemError, l10n, Uri, window, workspace } from 'vscode';

/**
 * Lets the user choose one of the examples and opens it, ready to be run. What is opened is the user's own copy, so
 * that it may be changed; one that was changed is kept.
 */
export async function openExample(extension: Uri, storage: Uri): Promise<void> {
  const folder = Uri.joinPath(extension, 'examples');
  const names = (await workspace.fs.readDirectory(folder)).map(([name]) => name).filter((name) => name.endsWith('.ts'));
  const items = await Promise.all(
    names.sort().map(async (name) => ({ label: name, detail: await about(Uri.joinPath(folder, name)) })),
  );
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Open an Example'),
    placeHolder: l10n.t('Choose a program'),
    matchOnDetail: true,
  });
  if (!picked) return;
  const copy = Uri.joinPath(storage, 'examples', picked.label);
  if (!(await exists(copy))) await workspace.fs.copy(Uri.joinPath(folder, picked.label), copy);
  await window.showTextDocument(copy);
}

/** The first sentence of an example says what it shows. */
async function about(file: Uri): Promise<string> {
  const text = new TextDecoder().decode(await workspace.fs.readFile(file));
  return /^(?:\/\/|\/\*\*?)\s*(.*)/m.exec(text)?.[1]?.replace(/\s*\*\/$/, '') ?? '';
}

async function exists(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof FileSystemError) return false;
    throw error;
  }
}
