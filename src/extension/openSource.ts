import { l10n, Position, Range, Uri, window } from 'vscode';
import { ExpectedError } from './expectedError.ts';
import { findFile } from './remedies.ts';

interface Source {
  /** A file: URL. */
  readonly url: string;
  readonly line?: number;
  readonly column?: number;
}

/** Shows a place in the source. @throws ExpectedError when the file is gone, or was never here. */
export async function openSource({ url, line = 1, column = 1 }: Source): Promise<void> {
  const uri = Uri.parse(url, true);
  const position = new Position(line - 1, column - 1);
  try {
    await window.showTextDocument(uri, { selection: new Range(position, position) });
  } catch (cause) {
    const name = uri.path.split('/').at(-1) ?? '';
    throw new ExpectedError(l10n.t('{0} cannot be opened.', uri.fsPath), findFile(name), { cause });
  }
}
