import { endText } from './endText.ts';
import { exitText } from './exitText.ts';
import { groupRows, type RowGroups } from './flattenRows.ts';
import { pauseOf, pauseText } from './haltText.ts';
import type { ProcessRow } from './processRow.ts';
import { statusOf } from './status.ts';
import { waitName } from './waitText.ts';

export interface VisibleRow {
  readonly row: ProcessRow;
  /** From 1. */
  readonly level: number;
  /** From 1, among the visible siblings. */
  readonly posinset: number;
  readonly setsize: number;
  /** null when it has no children to show. */
  readonly expanded: boolean | null;
}

export interface Visibility {
  /** Ids; what is not in it is expanded. */
  readonly collapsed: ReadonlySet<string>;
  /** Words, each of which must occur in a row's text, in any case. Empty shows all. */
  readonly filter: string;
  /** Of siblings; without it they are in the order they have. */
  readonly compare?: (a: ProcessRow, b: ProcessRow) => number;
}

/**
 * What of `rows` is seen, in order. A filter keeps the ancestors of what matches, so that its place is seen, and opens
 * them: a match inside a collapsed row would not be found otherwise.
 */
export function visibleRows(rows: readonly ProcessRow[], { collapsed, filter, compare }: Visibility): VisibleRow[] {
  const words = filterWords(filter);
  const groups = groupRows(words.length === 0 ? rows : matchesAndAncestors(rows, words));
  if (compare) for (const siblings of [groups.roots, ...groups.children.values()]) siblings.sort(compare);
  return walk(groups, words.length === 0 ? collapsed : new Set());
}

/** How many rows the filter itself finds, without their ancestors. */
export function countMatches(rows: Iterable<ProcessRow>, filter: string): number {
  const words = filterWords(filter);
  let count = 0;
  for (const row of rows) if (matches(row, words)) count++;
  return count;
}

function walk({ roots, children }: RowGroups, collapsed: ReadonlySet<string>): VisibleRow[] {
  const seen: VisibleRow[] = [];
  const stack = [{ siblings: roots, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const row = top.siblings[top.next++];
    if (row === undefined) {
      stack.pop();
      continue;
    }
    const own = children.get(row.id);
    const expanded = own ? !collapsed.has(row.id) : null;
    seen.push({ row, level: stack.length, posinset: top.next, setsize: top.siblings.length, expanded });
    if (own && expanded) stack.push({ siblings: own, next: 0 });
  }
  return seen;
}

function matchesAndAncestors(rows: readonly ProcessRow[], words: readonly string[]): ProcessRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const kept = new Set<string>();
  for (const row of rows) {
    if (!matches(row, words)) continue;
    for (let up: ProcessRow | undefined = row; up && !kept.has(up.id); up = byId.get(up.parentId ?? ''))
      kept.add(up.id);
  }
  return rows.filter((row) => kept.has(row.id));
}

function filterWords(filter: string): string[] {
  return filter.toLowerCase().split(/\s+/u).filter(Boolean);
}

function matches(row: ProcessRow, words: readonly string[]): boolean {
  const text = searchText(row);
  return words.every((word) => text.includes(word));
}

function searchText(row: ProcessRow): string {
  const { name, pid, daemon, target, args, error, commandLine } = row;
  const pause = pauseOf(row);
  const parts = [
    name,
    pid,
    daemon ? 'daemon' : '',
    statusOf(row).text,
    exitText(row),
    target,
    args,
    endText(row),
    commandLine,
  ];
  return [...parts, ...row.waiting.map(waitName), pause ? pauseText(pause) : '', error?.name, error?.message]
    .join('\n')
    .toLowerCase();
}
