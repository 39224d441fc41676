import type { Follow } from './follow.ts';
import type { RowStore } from './rowStore.ts';
import type { SelectHow } from './selection.ts';
import type { TreeModel } from './treeModel.ts';
import type { ViewState } from './viewState.ts';

export interface ViewChoicesHandlers {
  /** Others have to know at once: the menu that a right click opens is about it. */
  selected(): void;
  /** It is to be seen with the next frame. */
  changed(): void;
  /** It is to be seen at once: the next key is about what it leaves. */
  changedNow(): void;
}

/** What the user chooses of the rows: which are selected, which are open, what is found, whether new ones are followed. */
export class ViewChoices {
  readonly #store: RowStore;
  readonly #model: TreeModel;
  readonly #follow: Follow;
  readonly #handlers: ViewChoicesHandlers;

  constructor(store: RowStore, model: TreeModel, follow: Follow, handlers: ViewChoicesHandlers) {
    this.#store = store;
    this.#model = model;
    this.#follow = follow;
    this.#handlers = handlers;
  }

  select(id: string, how: SelectHow, from?: string): void {
    this.#select(() => this.#model.selection.select(id, how, from));
  }

  selectAll(): void {
    this.#select(() => this.#model.selection.all());
  }

  setExpanded(ids: readonly string[], expanded: boolean, deep = false): void {
    if (!this.#model.collapsible) return;
    this.#model.setExpanded(deep ? this.#model.parentsFrom(ids) : ids, expanded);
    this.#handlers.changedNow();
  }

  collapseAll(): void {
    this.#model.collapseAll();
    this.#handlers.changed();
  }

  filter(text: string): void {
    this.#model.filter = text;
    this.#handlers.changed();
  }

  toggleFollow(): void {
    if (!this.#follow.stop()) this.#follow.start(this.#store.rows.values());
    this.#handlers.changed();
  }

  /** Who looks somewhere follows no more. */
  looked(): void {
    if (this.#follow.stop()) this.#handlers.changed();
  }

  /** To be kept. */
  get state(): Pick<ViewState, 'collapsed' | 'opened' | 'selected' | 'selection' | 'filter' | 'follow'> {
    const { collapsed, opened, selected, filter } = this.#model;
    const { ids } = this.#model.selection;
    const selection = ids.size > 1 ? [...ids] : [];
    return { collapsed, opened, selected, selection, filter, follow: this.#follow.isOn };
  }

  #select(change: () => void): void {
    this.looked();
    change();
    this.#handlers.selected();
    this.#handlers.changed();
  }
}
