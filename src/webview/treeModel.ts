import type { RowGroup } from '../tree/groupRow.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import type { SortOrder } from '../tree/gridLayout.ts';
import { rowOrder } from '../tree/rowOrder.ts';
import { countMatches, visibleRows, type VisibleRow } from '../tree/visibleRows.ts';
import { FlatRows } from './flatRows.ts';
import { clock } from './clock.ts';
import { RolledRows } from './rolledRows.ts';
import { RowSelection } from './rowSelection.ts';
import type { RowChange, RowStore } from './rowStore.ts';
import type { ViewState } from './viewState.ts';

/** Rows that change are put in order again at most so often. */
export const REORDER_MS = 1000;
/** More of them are of rows long gone. */
const MOST_COLLAPSED = 5000;

/** What of the host's rows is seen: expansion, selection, filter. */
export class TreeModel {
  readonly #store: RowStore;
  readonly #collapsed: Set<string>;
  readonly #rolled: RolledRows;
  readonly selection: RowSelection;
  #isRolled = true;
  #flat: { readonly rows: FlatRows; readonly shape: number; readonly filter: string } | null = null;
  #sort: SortOrder | null = null;
  /** When the rows were put in order, in milliseconds since the epoch. */
  #orderedAt = 0;
  #outOfOrder = false;
  #matches: number | null = null;
  filter: string;

  constructor(store: RowStore, kept: ViewState) {
    this.#store = store;
    this.#rolled = new RolledRows(() => store.rows, kept.opened);
    this.#collapsed = new Set(kept.collapsed);
    this.selection = new RowSelection(kept, () => this.visible().map(({ row }) => row.id));
    this.filter = kept.filter;
  }

  /** Newest last. */
  get collapsed(): string[] {
    return [...this.#collapsed].slice(-MOST_COLLAPSED);
  }

  /** Ids of the groups whose rows are seen. */
  get opened(): string[] {
    return this.#rolled.openedToKeep;
  }

  /** A filter opens what it finds, whatever is collapsed. */
  get collapsible(): boolean {
    return this.filter.trim() === '';
  }

  /** The row that the details are about. */
  get selected(): string | null {
    return this.selection.lead;
  }

  /** That row alone. */
  set selected(id: string | null) {
    this.selection.lead = id;
  }

  get selectedRow(): ProcessRow | undefined {
    return this.row(this.selected);
  }

  /** The processes that a command on a row is about. */
  targets(id: string): readonly string[] {
    return this.processesOf(this.selection.with(id));
  }

  row(id: string | null): ProcessRow | undefined {
    return id === null ? undefined : (this.#store.rows.get(id) ?? this.#rolled.row(id));
  }

  /** Whether there is such a row, or will be in a moment. */
  has(id: string): boolean {
    return this.row(id) !== undefined || this.#rolled.isAwaited(id);
  }

  /** What a row stands for, if for several. */
  groupOf(id: string | null): RowGroup | undefined {
    return id === null ? undefined : this.#rolled.group(id);
  }

  parentOf(id: string | null): ProcessRow | undefined {
    return this.row(this.row(id)?.parentId ?? null);
  }

  get sort(): SortOrder | null {
    return this.#sort;
  }

  set sort(sort: SortOrder | null) {
    this.#sort = sort;
    this.#flat = null;
  }

  /** From so many alike siblings on they are one row; 0: never. */
  set rollUp(least: number) {
    if (least === this.#rolled.least) return;
    this.#rolled.least = least;
    this.#regroup(null);
  }

  /** Whether rows that are alike are shown as one. */
  set isRolled(isRolled: boolean) {
    if (isRolled === this.#isRolled) return;
    this.#isRolled = isRolled;
    this.#flat = null;
  }

  /** Rows have changed. @param cause A snapshot tells of what was there before. */
  note(changes: readonly RowChange[], cause: 'snapshot' | 'patch'): void {
    if (this.#rolled.least === 0) return;
    const mustBeSeen = this.#rolled.note(changes, cause === 'snapshot');
    if (cause === 'snapshot') this.#regroup(null);
    else if (mustBeSeen) this.#flat = null;
  }

  /** The processes that rows stand for. */
  processesOf(ids: Iterable<string>): readonly string[] {
    return this.#rolled.expand([...ids]);
  }

  /** Rows have changed since they were put in order, which may be another by now. */
  get outOfOrder(): boolean {
    return this.#outOfOrder || this.#rolled.willBeDue;
  }

  /**
   * Puts them in order again, unless that was done a moment ago.
   * @param focused The row that has the keyboard.
   * @returns Whether it is done.
   */
  reorder(focused: string | null): boolean {
    const now = Date.now();
    const isDue = this.#rolled.isDue(now);
    if (!(this.#outOfOrder || isDue) || now - this.#orderedAt < REORDER_MS) return false;
    if (isDue) this.#regroup(focused);
    this.#flat = null;
    return true;
  }

  #regroup(focused: string | null): void {
    const keep = new Set(this.selection.ids);
    if (focused !== null) keep.add(focused);
    this.#rolled.regroup(keep);
    this.#flat = null;
  }

  /** The same array as before while no row has come, gone or moved. */
  visible(): readonly VisibleRow[] {
    const { rows, shape } = this.#store;
    const { filter } = this;
    const changed = this.#store.takeChanged();
    // What a filter lets through depends on the contents.
    if (this.#flat?.shape === shape && this.#flat.filter === filter && (this.collapsible || changed.length === 0)) {
      for (const row of changed) this.#flat.rows.replace(row);
      this.#rolled.refresh(changed, this.#flat.rows);
      if (this.#sort !== null && changed.length > 0) this.#outOfOrder = true;
    } else {
      const now = Date.now();
      const order = this.#sort && { compare: rowOrder(this.#sort, clock.now()) };
      this.#orderedAt = now;
      this.#outOfOrder = false;
      this.#matches = this.collapsible ? null : countMatches(rows.values(), filter);
      this.#rolled.prune();
      const { groups, opened } = this.#rolled;
      const rolled = this.#isRolled ? { groups, opened } : {};
      const items = visibleRows([...rows.values()], { collapsed: this.#collapsed, filter, ...order, ...rolled });
      this.#flat = { rows: new FlatRows(items), shape, filter };
    }
    return this.#flat.rows.items;
  }

  /** How many rows a filter finds; null without one. */
  get matches(): number | null {
    return this.#matches;
  }

  /** Of these rows and their descendants, those that have children. */
  parentsFrom(ids: readonly string[]): string[] {
    const below = new Set(ids);
    const parents = new Set(ids.filter((id) => !this.#store.rows.has(id))); // groups
    for (const { id, parentId } of this.#store.rows.values()) {
      if (parentId === null || !below.has(parentId)) continue; // parents come before their children
      below.add(id);
      parents.add(parentId);
    }
    return [...parents];
  }

  /** What shows a process: its row, that of its group, or, where those are collapsed, that of an ancestor. */
  standIns(id: string): readonly string[] {
    const found = new Set<string>();
    for (
      let row = this.#store.rows.get(id);
      row && !found.has(row.id);
      row = this.#store.rows.get(row.parentId ?? '')
    ) {
      found.add(row.id);
      const group = this.#rolled.groupOf(row.id);
      if (group !== null) found.add(group);
    }
    return [...found];
  }

  setExpanded(ids: readonly string[], expanded: boolean): void {
    this.#flat = null;
    for (const id of ids) {
      if (this.#rolled.setOpen(id, expanded)) continue;
      if (expanded) this.#collapsed.delete(id);
      else this.#collapsed.add(id);
    }
  }

  collapseAll(): void {
    this.#flat = null;
    this.#rolled.closeAll();
    for (const { parentId } of this.#store.rows.values()) if (parentId !== null) this.#collapsed.add(parentId);
  }

  expandAncestors(id: string): void {
    this.#flat = null;
    this.#rolled.openOf(id);
    const opened = new Set<string>();
    for (let row = this.row(id); row && !opened.has(row.id); row = this.row(row.parentId)) {
      opened.add(row.id);
      if (row.id !== id) this.#collapsed.delete(row.id);
    }
  }
}
