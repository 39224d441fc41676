import type { VisibleRow } from '../tree/visibleRows.ts';
import { xOf, type TimeScale } from './timeScale.ts';

/** A line from a process down to one that it has started. */
export interface SpawnLine {
  readonly x: number;
  /** Indices of rows. */
  readonly from: number;
  readonly to: number;
}

export interface RowRange {
  readonly start: number;
  readonly end: number;
}

const parents = new WeakMap<readonly VisibleRow[], Int32Array>();

/** Those that are seen in the rows from `start` to before `end`; of many in a pixel that lead on beyond, only one. */
export function spawnLines(items: readonly VisibleRow[], scale: TimeScale, { start, end }: RowRange): SpawnLine[] {
  const parentIndices = parentsOf(items);
  const lines: SpawnLine[] = [];
  const passing = new Set<number>();
  for (let to = start; to < items.length; to++) {
    const from = parentIndices[to] ?? -1;
    const startedAt = items[to]?.row.startedAt ?? null;
    if (from < 0 || from >= end || startedAt === null) continue;
    const x = xOf(scale, startedAt);
    if (x < 0 || x > scale.width) continue;
    if (to >= end && passing.has(Math.round(x))) continue;
    if (to >= end) passing.add(Math.round(x));
    lines.push({ x, from, to });
  }
  return lines;
}

/** Of each row the index of its parent; −1 for a root. */
export function parentsOf(items: readonly VisibleRow[]): Int32Array {
  const known = parents.get(items);
  if (known) return known;
  const found = new Int32Array(items.length);
  const path: number[] = [];
  for (const [index, { level }] of items.entries()) {
    path.length = Math.min(path.length, level - 1);
    found[index] = path.at(-1) ?? -1;
    path.push(index);
  }
  parents.set(items, found);
  return found;
}
