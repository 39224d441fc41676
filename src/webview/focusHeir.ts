import type { VisibleRow } from '../tree/visibleRows.ts';
import { clamp } from './virtualList.ts';

/** A list of rows, and where in it each id is. */
export interface IndexedRows {
  readonly items: readonly VisibleRow[];
  readonly indices: ReadonlyMap<string, number>;
}

/**
 * The row that gets the focus when the one that has it is not in the list any more: the ancestor, or the row of a
 * group, that has been collapsed over it, else the row that took its place; null when there is none.
 */
export function focusHeir(id: string, previous: IndexedRows, now: IndexedRows): string | null {
  const index = previous.indices.get(id);
  if (index === undefined) return null;
  const { inGroup } = previous.items[index] ?? {};
  if (inGroup !== undefined && now.indices.has(inGroup)) return inGroup;
  let ancestor = previous.items[index]?.row.parentId ?? null;
  while (ancestor !== null && !now.indices.has(ancestor)) ancestor = itemOf(previous, ancestor)?.row.parentId ?? null;
  if (ancestor !== null && itemOf(now, ancestor)?.expanded === false) return ancestor;
  return now.items[clamp(index, 0, now.items.length - 1)]?.row.id ?? null;
}

function itemOf({ items, indices }: IndexedRows, id: string): VisibleRow | undefined {
  return items[indices.get(id) ?? -1];
}
