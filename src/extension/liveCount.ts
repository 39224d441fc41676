import { l10n, StatusBarAlignment, window, workspace, type StatusBarItem } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { rowsOf } from '../tree/processTree.ts';
import { counts } from '../tree/status.ts';
import { VIEW_ID } from './processTreeView.ts';
import { readSettings } from './settings.ts';
import type { TreeModel } from './treeModel.ts';

const UPDATE_MS = 500;

/** The number of live processes in the status bar, if the user wants it there. */
export class LiveCount implements Disposable {
  readonly #model: TreeModel;
  readonly #store = new DisposableStore();
  #item: StatusBarItem | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(model: TreeModel) {
    this.#model = model;
    this.#store.add(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('processTree.statusBar')) this.#configure();
      }),
    );
    this.#store.add(model.onDidChange(() => this.#schedule()));
    this.#configure();
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#item?.dispose();
    this.#store.dispose();
  }

  #configure(): void {
    const isWanted = readSettings().statusBar;
    if (isWanted === (this.#item !== null)) return;
    this.#item?.dispose();
    this.#item = null;
    if (!isWanted) return;
    this.#item = window.createStatusBarItem('processTree.live', StatusBarAlignment.Left);
    this.#item.name = l10n.t('Process Tree');
    this.#item.command = `${VIEW_ID}.focus`;
    this.#update();
    this.#item.show();
  }

  #schedule(): void {
    if (this.#item) this.#timer ??= setTimeout(() => this.#update(), UPDATE_MS);
  }

  #update(): void {
    this.#timer = null;
    if (!this.#item) return;
    const { alive, waiting, failed } = counts(rowsOf(this.#model.tree));
    this.#item.text = `$(type-hierarchy-sub) ${alive}`;
    this.#item.tooltip = l10n.t('Process Tree: {0} alive, {1} waiting, {2} failed', alive, waiting, failed);
    this.#item.accessibilityInformation = { label: l10n.t('Process Tree: {0} processes alive', alive) };
  }
}
