import type { Life, LifeMark, LifeSpan, LifeUpdate, MergedSpans, OpenSpan, SpanKind } from '../tree/life.ts';
import type { RowLocation } from '../tree/processRow.ts';

const KINDS: readonly SpanKind[] = ['waiting', 'paused', 'stopping'];
const ACTIONS: readonly LifeMark['action'][] = ['terminate', 'kill', 'interrupt', 'join'];

/** From a message; null for what is none. */
export function parseLifeUpdate(value: unknown): LifeUpdate | null {
  if (!isRecord(value)) return null;
  const { id, kept } = value;
  if (typeof id !== 'string' || !Number.isSafeInteger(kept)) return null;
  return { id, kept: kept as number, ...parseLife(value) };
}

/** What of a life is malformed is left out. */
export function parseLife({ closed, open, marks }: Fields): Life {
  return { closed: list(closed, parseSpan), open: list(open, parseOpen), marks: list(marks, parseMark) };
}

function parseSpan(fields: Fields): LifeSpan | null {
  const what = parseWhat(fields);
  const to = number(fields['to']);
  if (!what || to === null || to < what.from) return null;
  return { ...what, to, merged: parseMerged(fields['merged']) };
}

function parseOpen(fields: Fields): OpenSpan | null {
  const what = parseWhat(fields);
  const { key } = fields;
  return what && typeof key === 'string' ? { ...what, key } : null;
}

function parseWhat({ kind, from, what, location }: Fields) {
  const known = KINDS.find((one) => one === kind);
  const start = number(from);
  if (!known || start === null || typeof what !== 'string') return null;
  return { kind: known, from: start, what, location: parseLocation(location) };
}

function parseMerged(value: unknown): MergedSpans | null {
  if (!isRecord(value)) return null;
  const count = number(value['count']);
  const total = number(value['total']);
  return count === null || total === null ? null : { count, total };
}

function parseMark({ at, action }: Fields): LifeMark | null {
  const time = number(at);
  const known = ACTIONS.find((one) => one === action);
  return time === null || !known ? null : { at: time, action: known };
}

function parseLocation(value: unknown): RowLocation | null {
  if (!isRecord(value)) return null;
  const { url } = value;
  const line = number(value['line']);
  const column = number(value['column']);
  return typeof url !== 'string' || line === null || column === null ? null : { url, line, column };
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function list<T>(value: unknown, parse: (fields: Fields) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => (isRecord(item) ? parse(item) : null)).filter((item) => item !== null);
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
