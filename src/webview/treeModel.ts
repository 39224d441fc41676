import type { ProcessRow } from '../tree/processRow.ts';
import { visibleRows, type VisibleRow } from '../tree/visibleRows.ts';
import { FlatRows } from './flatRows.ts';
import type { RowStore } from './rowStore.ts';
import type { ViewState } from './viewState.ts';

/** More of them are of rows long gone. */
const MOST_COLLAPSED = 5000;

/** What of the host's rows is seen: expansion, selection, filter. */
export class TreeModel {
  readonly #store: RowStore;
  readonly #collapsed: Set<string>;
  #flat: { readonly rows: FlatRows; readonly shape: number; readonly filter: string } | null = null;
  filter: string;
  selected: string | null;

  constructor(store: RowStore, { collapsed, selected, filter }: ViewState) {
    this.#store = store;
    this.#collapsed = new Set(collapsed);
    this.selected = selected;
    this.filter = filter;
  }

  /** Newest last. */
  get collapsed(): string[] {
    return [...this.#collapsed].slice(-MOST_COLLAPSED);
  }

  /** A filter opens what it finds, whatever is collapsed. */
  get collapsible(): boolean {
    return this.filter.trim() === '';
  }

  get selectedRow(): ProcessRow | undefined {
    return this.row(this.selected);
  }

  row(id: string | null): ProcessRow | undefined {
    return id === null ? undefined : this.#store.rows.get(id);
  }

  /** The same array as before while no row has come, gone or moved. */
  visible(): readonly VisibleRow[] {
    const { rows, shape } = this.#store;
    const { filter } = this;
    const changed = this.#store.takeChanged();
    // What a filter lets through depends on the contents.
    if (this.#flat?.shape === shape && this.#flat.filter === filter && (this.collapsible || changed.length === 0)) {
      for (const row of changed) this.#flat.rows.replace(row);
    } else {
      const items = visibleRows([...rows.values()], { collapsed: this.#collapsed, filter });
      this.#flat = { rows: new FlatRows(items), shape, filter };
    }
    return this.#flat.rows.items;
  }

  setExpanded(ids: readonly string[], expanded: boolean): void {
    this.#flat = null;
    for (const id of ids) {
      if (expanded) this.#collapsed.delete(id);
      else this.#collapsed.add(id);
    }
  }

  collapseAll(): void {
    this.#flat = null;
    for (const { parentId } of this.#store.rows.values()) if (parentId !== null) this.#collapsed.add(parentId);
  }

  expandAncestors(id: string): void {
    this.#flat = null;
    const opened = new Set<string>();
    for (let row = this.row(id); row && !opened.has(row.id); row = this.row(row.parentId)) {
      opened.add(row.id);
      if (row.id !== id) this.#collapsed.delete(row.id);
    }
  }
}
