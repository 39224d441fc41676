import { exitText } from './exitText.ts';
import type { ProcessRow } from './processRow.ts';
import { statusOf } from './statusOf.ts';

/** A row at its place in the tree; `level`, `posinset` and `setsize` count as ARIA's attributes do, from 1. */
export interface VisibleRow {
  readonly row: ProcessRow;
  readonly level: number;
  readonly posinset: number;
  readonly setsize: number;
  /** null for a row without (visible) children. */
  readonly expanded: boolean | null;
}

export interface VisibleRowsOptions {
  /** Ids of rows whose children are not shown. */
  readonly collapsed: ReadonlySet<string>;
  /** Words that a shown row must contain, each; the ancestors of such a row are shown too. Empty shows all. */
  readonly filter: string;
}

/** The tree as a list, from top to bottom. Takes time proportional to the number of rows. */
export function visibleRows(rows: ReadonlyMap<string, ProcessRow>, options: VisibleRowsOptions): VisibleRow[] {
  const shown = options.filter.trim() ? matchesAndAncestors(rows, options.filter) : null;
  const children = new Map<string | null, ProcessRow[]>();
  for (const row of rows.values()) {
    if (shown && !shown.has(row.id)) continue;
    const parentId = row.parentId !== null && rows.has(row.parentId) ? row.parentId : null;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(row);
    else children.set(parentId, [row]);
  }
  return flatten(children, options.collapsed);
}

type Children = ReadonlyMap<string | null, readonly ProcessRow[]>;

// With a stack of its own, so that a chain of a hundred thousand processes is no stack overflow.
function flatten(children: Children, collapsed: ReadonlySet<string>): VisibleRow[] {
  const flat: VisibleRow[] = [];
  const open = [{ siblings: children.get(null) ?? [], next: 0 }];
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const row = top.siblings[top.next++];
    if (!row) {
      open.pop();
      continue;
    }
    const own = children.get(row.id);
    const expanded = own ? !collapsed.has(row.id) : null;
    flat.push({ row, level: open.length, posinset: top.next, setsize: top.siblings.length, expanded });
    if (own && expanded) open.push({ siblings: own, next: 0 });
  }
  return flat;
}

function matchesAndAncestors(rows: ReadonlyMap<string, ProcessRow>, filter: string): ReadonlySet<string> {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = new Set<string>();
  for (const row of rows.values()) {
    const text = searchText(row);
    if (!words.every((word) => text.includes(word))) continue;
    for (let at: ProcessRow | undefined = row; at && !shown.has(at.id); at = rows.get(at.parentId ?? ''))
      shown.add(at.id);
  }
  return shown;
}

function searchText(row: ProcessRow): string {
  const { word, note } = statusOf(row);
  const daemon = row.daemon ? 'daemon' : '';
  return [row.name, row.pid, daemon, word, note, exitText(row), row.target].join(' ').toLowerCase();
}
