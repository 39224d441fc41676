import { exitText } from './exitText.ts';
import type { SortOrder } from './gridLayout.ts';
import type { ProcessRow } from './processRow.ts';
import { statusOf } from './status.ts';
import { waitText } from './waitText.ts';

type Key = string | number | null;

const keys: Record<SortOrder['column'], (row: ProcessRow, now: number) => Key> = {
  name: ({ name }) => name,
  pid: ({ pid }) => pid,
  daemon: ({ daemon }) => (daemon ? 0 : 1),
  alive: ({ alive }) => (alive ? 0 : 1),
  exitcode: (row) => row.exitcode ?? (exitText(row) || null),
  status: (row) => statusOf(row).text,
  waiting: (row) => waitText(row) || null,
  started: ({ startedAt }) => startedAt,
  duration,
  cpu: ({ cpu }) => cpu,
  memory: ({ memory }) => memory,
  line: ({ location }) => location && `${location.url}:${String(location.line).padStart(7, '0')}`,
};

/** Compares siblings; those that have nothing in the column come last, whichever way. Numbers in names count as such. */
export function rowOrder({ column, descending }: SortOrder, now: number): (a: ProcessRow, b: ProcessRow) => number {
  const keyOf = keys[column];
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [keyOf(a, now), keyOf(b, now)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'number' && typeof right === 'number') return (left - right) * sign;
    return collator.compare(String(left), String(right)) * sign;
  };
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** How long it runs, or ran, in milliseconds; null when it is not known. */
export function duration({ startedAt, endedAt, alive }: ProcessRow, now: number): number | null {
  if (startedAt === null) return null;
  if (alive) return now - startedAt;
  return endedAt === null ? null : endedAt - startedAt;
}
