import { l10n } from '../base/l10n.ts';
import type { ProcessRow } from './processRow.ts';
import type { RolledUp } from './rollUp.ts';
import { statusOf } from './status.ts';
import { waitText } from './waitText.ts';

/** What one row says of several that are alike. */
export interface RowGroup {
  readonly members: readonly ProcessRow[];
  readonly stem: string;
  /** `5 idle, 1 runs isPrime` while they are not all the same. */
  readonly status: string;
}

export function groupOf({ stem }: Pick<RolledUp, 'stem'>, members: readonly ProcessRow[]): RowGroup {
  return { members, stem, status: statusText(members) };
}

/** The row of a group: as most of its members are, with what they take together. */
export function groupRow({ id, parentId }: RolledUp, { members, stem }: RowGroup): ProcessRow {
  const typical = typicalOf(members);
  return {
    ...typical,
    id,
    parentId,
    name: l10n.t('{0} × {1}', members.length, stem),
    pid: null,
    args: null,
    objects: [],
    debug: null,
    alive: members.some(({ alive }) => alive),
    startedAt: least(members.map(({ startedAt }) => startedAt)),
    endedAt: members.some(({ alive }) => alive) ? null : most(members.map(({ endedAt }) => endedAt)),
    cpu: sum(members.map(({ cpu }) => cpu)),
    memory: sum(members.map(({ memory }) => memory)),
    terminateBlocked: blocked(members.map(({ terminateBlocked }) => terminateBlocked)),
    joinBlocked: blocked(members.map(({ joinBlocked }) => joinBlocked)),
    attachBlocked: blocked(members.map(({ attachBlocked }) => attachBlocked)),
  };
}

/** Of those that look as most do, the one that has waited longest. */
function typicalOf(members: readonly ProcessRow[]): ProcessRow {
  const looks = new Map<string, ProcessRow[]>();
  for (const row of members) {
    const look = `${statusOf(row).text} ${waitText(row)} ${row.exitcode}`;
    const rows = looks.get(look);
    if (rows) rows.push(row);
    else looks.set(look, [row]);
  }
  const alike = [...looks.values()].reduce((most, rows) => (rows.length > most.length ? rows : most));
  return alike.reduce((longest, row) => ((row.waiting[0]?.at ?? 0) < (longest.waiting[0]?.at ?? 0) ? row : longest));
}

function statusText(members: readonly ProcessRow[]): string {
  const counts = new Map<string, number>();
  for (const row of members) counts.set(statusOf(row).text, (counts.get(statusOf(row).text) ?? 0) + 1);
  const [[only] = ['']] = counts;
  if (counts.size === 1) return only;
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([text, count]) => `${count} ${text}`)
    .join(', ');
}

/** They can be acted on when one of them can. */
function blocked(reasons: readonly (string | null)[]): string | null {
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function sum(values: readonly (number | null)[]): number | null {
  const numbers = known(values);
  return numbers.length === 0 ? null : numbers.reduce((total, value) => total + value, 0);
}

function least(values: readonly (number | null)[]): number | null {
  return known(values).reduce<number | null>((low, value) => (low === null || value < low ? value : low), null);
}

function most(values: readonly (number | null)[]): number | null {
  return known(values).reduce<number | null>((high, value) => (high === null || value > high ? value : high), null);
}
