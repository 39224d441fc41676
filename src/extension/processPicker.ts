import { l10n, window, type QuickPickItem } from 'vscode';
import type { ProcessRow } from '../tree/processRow.ts';
import { rowsOf, type ProcessTree } from '../tree/processTree.ts';
import { rowSummary } from '../tree/status.ts';

export interface PickOptions {
  readonly title: string;
  /** Which processes can take the command. */
  readonly filter: (row: ProcessRow) => boolean;
  /** Called when none can. */
  readonly sayNone: () => void;
  /** Offered first: the one, or all of them together. */
  readonly selected: readonly string[];
  /** It is about one process. */
  readonly single?: true;
}

interface Item extends QuickPickItem {
  readonly ids: readonly string[];
}

/** Lets the user choose a process, or those that are selected; none when nothing was chosen or there is none. */
export async function pickProcesses(tree: ProcessTree, options: PickOptions): Promise<readonly string[]> {
  const rows = rowsOf(tree);
  const candidates = rows.filter(options.filter);
  if (candidates.length === 0) {
    options.sayNone();
    return [];
  }
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const items = candidates.map((row) => describe(row, names.get(row.parentId ?? '')));
  const first = items.findIndex(({ ids: [id] }) => id === options.selected[0]);
  if (first > 0) items.unshift(...items.splice(first, 1));
  items.unshift(...selectedTogether(candidates, options));
  const placeHolder = l10n.t('Choose a process');
  const picked = await window.showQuickPick(items, { title: options.title, placeHolder, matchOnDescription: true });
  return picked?.ids ?? [];
}

function selectedTogether(candidates: readonly ProcessRow[], { selected, single }: PickOptions): Item[] {
  const rows = single ? [] : candidates.filter(({ id }) => selected.includes(id));
  if (rows.length < 2) return [];
  const description = rows.map(({ name }) => name).join(', ');
  return [{ ids: rows.map(({ id }) => id), label: l10n.t('The {0} selected processes', rows.length), description }];
}

function describe(row: ProcessRow, parent: string | undefined): Item {
  const detail = parent === undefined ? (row.commandLine ?? row.script) : l10n.t('started by {0}', parent);
  return { ids: [row.id], label: row.name, description: rowSummary(row), ...(detail !== null && { detail }) };
}
