/** What the grid shows, and what it asks for: between it and the view that it is a part of. */
import type { RowCommand } from '../tree/messages.ts';
import type { GridLayout } from '../tree/gridLayout.ts';
import type { VisibleRow } from '../tree/visibleRows.ts';
import type { SelectHow } from './selection.ts';

export interface TreegridModel {
  readonly items: readonly VisibleRow[];
  /** The row that the details are about. */
  readonly selected: string | null;
  /** All that are selected. */
  readonly selection: ReadonlySet<string>;
  /** Ids of rows that have just come into the tree. */
  readonly fresh: ReadonlySet<string>;
  /** Whether rows can be collapsed: not while a filter has opened them. */
  readonly collapsible: boolean;
}

/** What can be asked of the rows, in the tree and in the timeline alike. */
export interface RowHandlers {
  /** @param from Where a range begins, if nothing is selected there. */
  select(id: string, how: SelectHow, from?: string): void;
  selectAll(): void;
  /** @param deep With all that is below them. */
  setExpanded(ids: readonly string[], expanded: boolean, deep?: boolean): void;
  /** On all that are selected, if the row is one of them. */
  command(command: RowCommand, id: string): void;
  /** The source line where a process waits. */
  openWait(id: string): void;
  focusFilter(): void;
}

export interface TreegridHandlers extends RowHandlers {
  /** On that row alone: by its button. */
  press(command: RowCommand, id: string): void;
  /** The user has changed a width or the order. */
  changeLayout(layout: GridLayout): void;
  scrolled(): void;
  /** The user looks somewhere: by scrolling, or by moving the focus. */
  looked(): void;
  tooltip(id: string): string;
}

/** What of the grid has the keyboard, or gets it. */
export interface GridFocus {
  readonly id: string | null;
  /** null for the row as a whole. */
  readonly column: string | null;
}
