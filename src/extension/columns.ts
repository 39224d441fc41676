import { ConfigurationTarget, l10n, ThemeIcon, window, workspace, type Memento, type QuickPickItem } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import {
  DEFAULT_COLUMNS,
  nextSort,
  OPTIONAL_COLUMNS,
  parseSort,
  parseWidths,
  type OptionalColumn,
  type SortColumn,
  type SortOrder,
} from '../tree/gridLayout.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import { readSettings } from './settings.ts';

const WIDTHS = 'processTree.columnWidths';
const SORT = 'processTree.sort';

const settings = ['processTree.columns', 'processTree.rollUp'];

/** Which columns the view has (a setting), how wide they are and what sorts the rows (kept for the user). */
export class Columns implements Disposable {
  readonly #view: ProcessTreeView;
  readonly #memory: Memento;
  readonly #store = new DisposableStore();

  constructor(view: ProcessTreeView, memory: Memento) {
    this.#view = view;
    this.#memory = memory;
    this.#store.add(
      view.onDidReceive((message) => {
        if (message.type === 'ready') this.#send();
        if (message.type !== 'layout') return;
        void memory.update(WIDTHS, message.widths);
        void memory.update(SORT, message.sort);
      }),
    );
    this.#store.add(
      workspace.onDidChangeConfiguration((event) => {
        if (settings.some((name) => event.affectsConfiguration(name))) this.#send();
      }),
    );
  }

  /** Lets the user choose which there are. */
  async choose(): Promise<void> {
    const shown = readSettings().columns;
    const items = OPTIONAL_COLUMNS.map((id) => ({ id, label: titles[id](), picked: shown.includes(id) }));
    const title = l10n.t('Columns of the Process Tree');
    const picked = await window.showQuickPick(items, { canPickMany: true, title });
    if (picked) await setColumns(picked.map(({ id }) => id));
  }

  /** Lets the user choose what sorts siblings: where the view is narrow, there are no titles to click. */
  async chooseOrder(): Promise<void> {
    const sort = parseSort(this.#memory.get(SORT));
    const byStart: OrderItem = {
      column: null,
      label: l10n.t('Order of start'),
      iconPath: new ThemeIcon(sort ? 'blank' : 'check'),
    };
    const byColumn = SORT_COLUMNS.map((column) => orderItem(column, sort));
    const title = l10n.t('Sort Processes By');
    const picked = await window.showQuickPick([byStart, ...byColumn], { title });
    if (!picked) return;
    await this.#memory.update(SORT, picked.column && nextSort(sort, picked.column));
    this.#send();
  }

  /** As if nothing had ever been changed. */
  async reset(): Promise<void> {
    await this.#memory.update(WIDTHS, undefined);
    await this.#memory.update(SORT, undefined);
    await setColumns(undefined);
    this.#send();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #send(): void {
    const widths = parseWidths(this.#memory.get(WIDTHS));
    const sort = parseSort(this.#memory.get(SORT));
    const { columns, rollUp } = readSettings();
    this.#view.post({ type: 'layout', layout: { shown: columns, widths, sort, rollUp } });
  }
}

const SORT_COLUMNS: readonly SortColumn[] = ['name', ...OPTIONAL_COLUMNS];

interface OrderItem extends QuickPickItem {
  readonly column: SortColumn | null;
}

/** The column that sorts says which way; to choose it again turns it around. */
function orderItem(column: SortColumn, sort: SortOrder | null): OrderItem {
  const label = column === 'name' ? l10n.t('Name') : titles[column]();
  if (sort?.column !== column) return { column, label, iconPath: new ThemeIcon('blank') };
  const description = sort.descending ? l10n.t('descending') : l10n.t('ascending');
  return { column, label, description, iconPath: new ThemeIcon(sort.descending ? 'arrow-down' : 'arrow-up') };
}

async function setColumns(columns: readonly OptionalColumn[] | undefined): Promise<void> {
  const isDefault = columns?.join() === DEFAULT_COLUMNS.join();
  const value = isDefault ? undefined : columns;
  await workspace.getConfiguration('processTree').update('columns', value, ConfigurationTarget.Global);
}

/** Late: the translations come first. */
const titles: Record<OptionalColumn, () => string> = {
  pid: () => l10n.t('PID'),
  daemon: () => l10n.t('Daemon'),
  alive: () => l10n.t('Alive'),
  exitcode: () => l10n.t('Exit code'),
  status: () => l10n.t('Status'),
  waiting: () => l10n.t('Waiting on'),
  started: () => l10n.t('Started'),
  duration: () => l10n.t('Duration'),
  cpu: () => l10n.t('CPU'),
  memory: () => l10n.t('Memory'),
  line: () => l10n.t('Made at'),
};
