import type { ProcessRow } from './processRow.ts';

/** Rows by parent, in the order they have in `rows`; those whose parent is not among them are roots. */
export interface RowGroups {
  readonly roots: ProcessRow[];
  readonly children: ReadonlyMap<string, ProcessRow[]>;
}

/** Each row followed by its descendants; roots and siblings in the order they have in `rows`. */
export function flattenRows(rows: readonly ProcessRow[]): ProcessRow[] {
  const { roots, children } = groupRows(rows);
  const flat: ProcessRow[] = [];
  const pending = roots.toReversed();
  for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
    flat.push(row);
    for (const child of children.get(row.id)?.toReversed() ?? []) pending.push(child);
  }
  return flat;
}

export function groupRows(rows: readonly ProcessRow[]): RowGroups {
  const present = new Set(rows.map((row) => row.id));
  const roots: ProcessRow[] = [];
  const children = new Map<string, ProcessRow[]>();
  for (const row of rows) {
    if (row.parentId === null || !present.has(row.parentId)) roots.push(row);
    else {
      const siblings = children.get(row.parentId);
      if (siblings) siblings.push(row);
      else children.set(row.parentId, [row]);
    }
  }
  return { roots, children };
}
