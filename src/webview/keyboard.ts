/** The keys of WAI-ARIA's treegrid pattern, with rows and cells that take the focus, and those of VS Code's lists. */
import { clamp } from './virtualList.ts';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface GridState {
  /** The row that has the focus. */
  readonly index: number;
  /** Of `columns`, the one that has the focus; null for the row as a whole. */
  readonly column: string | null;
  /** What of the row can take the focus, from left to right. */
  readonly columns: readonly string[];
  /** Whether the focus is on a button, which the browser activates by itself. */
  readonly onButton: boolean;
  /** null for a row that has no children. */
  readonly expanded: boolean | null;
  readonly parentIndex: number | null;
  readonly rowCount: number;
  readonly selectedCount: number;
  readonly pageSize: number;
  /** Whether the titles of the columns are seen. */
  readonly hasHeader: boolean;
}

export type GridAction =
  | { readonly type: 'header' }
  | { readonly type: 'focus'; readonly index: number; readonly column: string | null }
  /** Moves the focus, and selects what it passes. */
  | { readonly type: 'extend'; readonly index: number; readonly column: string | null }
  | { readonly type: 'setExpanded' | 'setSubtreeExpanded'; readonly expanded: boolean }
  | {
      readonly type:
        | 'expandSiblings'
        | 'select'
        | 'toggle'
        | 'selectAll'
        | 'open'
        | 'openWait'
        | 'terminate'
        | 'copy'
        | 'focusFilter';
    };

/** What is done with a row, and does not move the focus. */
export type RowAction = Exclude<GridAction, { type: 'focus' | 'extend' | 'header' }>;

/** What a key does in the grid; null leaves it to the browser and to VS Code. */
export function gridAction(press: KeyPress, state: GridState): GridAction | null {
  if (press.altKey) return withAlt(press, state);
  if (press.ctrlKey || press.metaKey) return withControl(press, state);
  if (state.onButton && (press.key === 'Enter' || press.key === ' ')) return null;
  // `*` and `/` are typed with Shift on some keyboards; with any other key Shift means something else.
  if (press.shiftKey && !['*', '/'].includes(press.key)) return extend(press.key, state);
  return plainKeys[press.key]?.(state) ?? null;
}

function withAlt({ key, ctrlKey, metaKey, shiftKey }: KeyPress, { expanded }: GridState): GridAction | null {
  if (ctrlKey || metaKey || shiftKey) return null;
  if (key === 'Enter') return { type: 'openWait' };
  if (expanded === null || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null;
  return { type: 'setSubtreeExpanded', expanded: key === 'ArrowRight' };
}

function withControl({ key, shiftKey }: KeyPress, state: GridState): GridAction | null {
  if (shiftKey) return key === 'Home' || key === 'End' ? extend(key, state) : null;
  if (key === 'Home') return toRow(state, 0);
  if (key === 'End') return toRow(state, state.rowCount - 1);
  return withControlOnly[key] ?? null;
}

/** In the timeline, too. */
export const withControlOnly: Record<string, RowAction | undefined> = {
  c: { type: 'copy' },
  a: { type: 'selectAll' },
  ' ': { type: 'toggle' },
};

/** With Shift, what moves the focus selects what it passes. */
function extend(key: string, state: GridState): GridAction | null {
  const to = {
    ArrowDown: state.index + 1,
    ArrowUp: state.index - 1,
    PageDown: state.index + state.pageSize,
    PageUp: state.index - state.pageSize,
    Home: 0,
    End: state.rowCount - 1,
  }[key];
  return to === undefined ? null : { ...toRow(state, to), type: 'extend' };
}

const plainKeys: Record<string, ((state: GridState) => GridAction | null) | undefined> = {
  ArrowDown: (state) => toRow(state, state.index + 1),
  ArrowUp: (state) => (state.index === 0 && state.hasHeader ? { type: 'header' } : toRow(state, state.index - 1)),
  PageDown: (state) => toRow(state, state.index + state.pageSize),
  PageUp: (state) => toRow(state, state.index - state.pageSize),
  ArrowRight: right,
  ArrowLeft: left,
  Home: (state) => (state.column === null ? toRow(state, 0) : toColumn(state, 0)),
  End: (state) =>
    state.column === null ? toRow(state, state.rowCount - 1) : toColumn(state, state.columns.length - 1),
  Escape: escape,
  Enter: ({ column }) => ({ type: column === 'waiting' ? 'openWait' : 'open' }),
  ' ': () => ({ type: 'select' }),
  Delete: () => ({ type: 'terminate' }),
  '*': () => ({ type: 'expandSiblings' }),
  '/': () => ({ type: 'focusFilter' }),
};

/** From a cell to its row, then from several rows to one; then it is VS Code's. */
function escape({ column, index, selectedCount }: GridState): GridAction | null {
  if (column !== null) return { type: 'focus', index, column: null };
  return selectedCount > 1 ? { type: 'select' } : null;
}

function right(state: GridState): GridAction {
  if (state.column === null && state.expanded === false) return { type: 'setExpanded', expanded: true };
  return toColumn(state, state.column === null ? 0 : state.columns.indexOf(state.column) + 1);
}

function left(state: GridState): GridAction | null {
  if (state.column !== null) return toColumn(state, state.columns.indexOf(state.column) - 1);
  if (state.expanded) return { type: 'setExpanded', expanded: false };
  return state.parentIndex === null ? null : toRow(state, state.parentIndex);
}

function toRow({ column, rowCount }: GridState, index: number) {
  return { type: 'focus' as const, index: clamp(index, 0, rowCount - 1), column };
}

/** The column before the first is the row itself. */
function toColumn({ index, columns }: GridState, column: number): GridAction {
  return { type: 'focus', index, column: columns[Math.min(column, columns.length - 1)] ?? null };
}
