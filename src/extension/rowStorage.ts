import type { Memento } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { parseRows } from '../tree/parseRows.ts';
import { rowsOf } from '../tree/processTree.ts';
import { rowsToKeep } from './rowsToKeep.ts';
import type { TreeModel } from './treeModel.ts';

const KEY = 'processTree.rows';
const MAX_ROWS = 500;
/** Written when nothing has changed for so long, or after so long at the latest. */
const QUIET_MS = 300;
const LATEST_MS = 5000;

/** Keeps the rows in the workspace's storage, so that after a reload of the window one sees what ended with it. */
export class RowStorage implements Disposable {
  readonly #model: TreeModel;
  readonly #state: Memento;
  readonly #listening: Disposable;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #latest: ReturnType<typeof setTimeout> | undefined;

  /** Restores the rows of the window's last session. */
  constructor(model: TreeModel, state: Memento) {
    this.#model = model;
    this.#state = state;
    model.apply({ type: 'restored', rows: parseRows(state.get(KEY)), at: Date.now() });
    this.#listening = model.onDidChange(() => this.#schedule());
  }

  async save(): Promise<void> {
    this.#cancel();
    const rows = rowsToKeep(rowsOf(this.#model.tree), MAX_ROWS);
    await this.#state.update(KEY, rows.length === 0 ? undefined : rows);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#cancel();
  }

  #schedule(): void {
    clearTimeout(this.#quiet);
    const save = () => void this.save();
    this.#quiet = setTimeout(save, QUIET_MS);
    this.#latest ??= setTimeout(save, LATEST_MS);
  }

  #cancel(): void {
    clearTimeout(this.#quiet);
    clearTimeout(this.#latest);
    this.#latest = undefined;
  }
}
