import { endText } from './endText.ts';
import { exitText } from './exitText.ts';
import { groupRows, type RowGroups } from './flattenRows.ts';
import { pauseOf, pauseText } from './haltText.ts';
import { groupOf, groupRow, type RowGroup } from './groupRow.ts';
import type { ProcessRow } from './processRow.ts';
import type { RolledUp } from './rollUp.ts';
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
  /** Of a row that stands for several. */
  readonly group?: RowGroup;
  /** The row that stands for this one among others, when that is open. */
  readonly inGroup?: string;
}

export interface Visibility {
  /** Ids; what is not in it is expanded. */
  readonly collapsed: ReadonlySet<string>;
  /** Words, each of which must occur in a row's text, in any case. Empty shows all. */
  readonly filter: string;
  /** Of siblings; without it they are in the order they have. */
  readonly compare?: (a: ProcessRow, b: ProcessRow) => number;
  /** Siblings that are shown as one row, in the place of the first of them; not while there is a filter. */
  readonly groups?: readonly RolledUp[];
  /** Ids of those whose rows are seen below it. */
  readonly opened?: ReadonlySet<string>;
}

/**
 * What of `rows` is seen, in order. A filter keeps the ancestors of what matches, so that its place is seen, and opens
 * them: a match inside a collapsed row would not be found otherwise.
 */
export function visibleRows(rows: readonly ProcessRow[], visibility: Visibility): VisibleRow[] {
  const { collapsed, filter, compare, groups = [], opened = new Set() } = visibility;
  const words = filterWords(filter);
  if (words.length > 0) {
    const found = groupRows(matchesAndAncestors(rows, words));
    sortSiblings(found, compare);
    return walk({ ...found, groups: new Map() }, () => true);
  }
  const rolled = rollUpRows(groupRows(rows), groups);
  sortSiblings(rolled, compare && byStem(compare, rolled.groups));
  return walk(rolled, (id) => (rolled.groups.has(id) ? opened.has(id) : !collapsed.has(id)));
}

interface RolledRows extends RowGroups {
  readonly groups: ReadonlyMap<string, RowGroup>;
}

/** Puts a row in the place of the first of those that it stands for, and these below it. */
function rollUpRows({ roots, children }: RowGroups, rolledUp: readonly RolledUp[]): RolledRows {
  const below = new Map(children);
  const groups = new Map<string, RowGroup>();
  for (const rolled of rolledUp) {
    const ids = new Set(rolled.members);
    const siblings = below.get(rolled.parentId ?? '') ?? [];
    const members = siblings.filter(({ id }) => ids.has(id));
    const [first] = members;
    if (!first) continue;
    const group = groupOf(rolled, members);
    groups.set(rolled.id, group);
    below.set(rolled.id, members);
    below.set(
      rolled.parentId ?? '',
      siblings
        .filter((row) => row === first || !ids.has(row.id))
        .map((row) => (row === first ? groupRow(rolled, group) : row)),
    );
  }
  return { roots, children: below, groups };
}

/** The number in the name of a group's row is none of its name. */
function byStem(compare: Compare, groups: ReadonlyMap<string, RowGroup>): Compare {
  const named = (row: ProcessRow) => {
    const group = groups.get(row.id);
    return group ? { ...row, name: group.stem } : row;
  };
  return (a, b) => compare(named(a), named(b));
}

type Compare = NonNullable<Visibility['compare']>;

function sortSiblings({ roots, children }: RowGroups, compare: Compare | undefined): void {
  if (compare) for (const siblings of [roots, ...children.values()]) siblings.sort(compare);
}

/** How many rows the filter itself finds, without their ancestors. */
export function countMatches(rows: Iterable<ProcessRow>, filter: string): number {
  const words = filterWords(filter);
  let count = 0;
  for (const row of rows) if (matches(row, words)) count++;
  return count;
}

function walk({ roots, children, groups }: RolledRows, isExpanded: (id: string) => boolean): VisibleRow[] {
  const seen: VisibleRow[] = [];
  const stack: { siblings: readonly ProcessRow[]; next: number; inGroup?: string }[] = [{ siblings: roots, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const row = top.siblings[top.next++];
    if (row === undefined) {
      stack.pop();
      continue;
    }
    const own = children.get(row.id);
    const expanded = own ? isExpanded(row.id) : null;
    const group = groups.get(row.id);
    const { inGroup } = top;
    const place = { level: stack.length, posinset: top.next, setsize: top.siblings.length };
    seen.push({ row, ...place, expanded, ...(group && { group }), ...(inGroup !== undefined && { inGroup }) });
    if (own && expanded) stack.push({ siblings: own, next: 0, ...(group && { inGroup: row.id }) });
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
