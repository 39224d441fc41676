import { l10n, window, type QuickPickItem } from 'vscode';
import type { ProcessRow } from '../tree/processRow.ts';
import { rowsOf, type ProcessTree } from '../tree/processTree.ts';
import { rowSummary } from '../tree/status.ts';

export interface PickOptions {
  readonly title: string;
  /** Which processes can take the command. */
  readonly filter: (row: ProcessRow) => boolean;
  /** Said when none can. */
  readonly none: string;
  /** Offered first. */
  readonly selected: string | null;
}

interface Item extends QuickPickItem {
  readonly id: string;
}

/** Lets the user choose a process; undefined when nothing was chosen or there is none. */
export async function pickProcess(tree: ProcessTree, options: PickOptions): Promise<string | undefined> {
  const rows = rowsOf(tree);
  const candidates = rows.filter(options.filter);
  if (candidates.length === 0) {
    void window.showInformationMessage(options.none);
    return undefined;
  }
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const items = candidates.map((row) => describe(row, names.get(row.parentId ?? '')));
  const first = items.findIndex(({ id }) => id === options.selected);
  if (first > 0) items.unshift(...items.splice(first, 1));
  const placeHolder = l10n.t('Choose a process');
  return (await window.showQuickPick(items, { title: options.title, placeHolder, matchOnDescription: true }))?.id;
}

function describe(row: ProcessRow, parent: string | undefined): Item {
  const detail = parent === undefined ? (row.commandLine ?? row.script) : l10n.t('started by {0}', parent);
  return { id: row.id, label: row.name, description: rowSummary(row), ...(detail !== null && { detail }) };
}
