import type { ProcessRow } from '../tree/processRow.ts';
import type { TimeExtent } from './timeView.ts';
import type { TimeRange } from './timeScale.ts';

/**
 * When something happened in `rows`.
 * @param process One of the program that is meant; without one it is the program that was started last.
 */
export function extentOf(rows: ReadonlyMap<string, ProcessRow>, process: string | null, now: number): TimeExtent {
  const root = rootOf(rows, process) ?? newestRoot(rows);
  const roots = new Map<string, ProcessRow>();
  let all: TimeRange | null = null;
  let program: TimeRange | null = null;
  let alive = false;
  for (const row of rows.values()) {
    if (row.startedAt === null) continue;
    alive ||= row.alive;
    const range = {
      from: row.startedAt,
      to: Math.max(row.startedAt, row.endedAt ?? (row.alive ? now : row.startedAt)),
    };
    all = union(all, range);
    if (memoRoot(rows, row, roots) === root) program = union(program, range);
  }
  const found = all ?? { from: now, to: now };
  return { program: program ?? found, all: found, now: alive ? now : null };
}

function union(a: TimeRange | null, b: TimeRange): TimeRange {
  return a ? { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) } : b;
}

function rootOf(rows: ReadonlyMap<string, ProcessRow>, id: string | null): ProcessRow | undefined {
  const row = rows.get(id ?? '');
  return row && memoRoot(rows, row, new Map());
}

/** What was started while it was looked at is what one looks at. */
function newestRoot(rows: ReadonlyMap<string, ProcessRow>): ProcessRow | undefined {
  let newest: ProcessRow | undefined;
  for (const row of rows.values()) {
    if (row.startedAt === null || rows.has(row.parentId ?? '')) continue;
    if (row.startedAt >= (newest?.startedAt ?? -Infinity)) newest = row;
  }
  return newest;
}

/** Each row is asked for once: a chain of 10,000 must not be walked 10,000 times. */
function memoRoot(rows: ReadonlyMap<string, ProcessRow>, row: ProcessRow, roots: Map<string, ProcessRow>): ProcessRow {
  const path: string[] = [];
  let top = row;
  for (let up: ProcessRow | undefined = row; up; up = rows.get(up.parentId ?? '')) {
    top = roots.get(up.id) ?? up;
    if (top !== up) break;
    path.push(up.id);
  }
  for (const id of path) roots.set(id, top);
  return top;
}
