/** The columns of the tree that may be shown or not, in their order; beside them there are the name and the actions. */
export const OPTIONAL_COLUMNS = [
  'pid',
  'daemon',
  'alive',
  'exitcode',
  'status',
  'waiting',
  'started',
  'duration',
  'cpu',
  'memory',
  'line',
] as const;

export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];
export type SortColumn = OptionalColumn | 'name';

/** Of siblings among each other. */
export interface SortOrder {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Where one looks first for the largest. */
const DESCENDING_FIRST: ReadonlySet<SortColumn> = new Set(['started', 'duration', 'cpu', 'memory']);

/** What choosing a column does: sorts by it, then the other way, then not at all, which is in the order of the start. */
export function nextSort(sort: SortOrder | null, column: SortColumn): SortOrder | null {
  const first = DESCENDING_FIRST.has(column);
  if (sort?.column !== column) return { column, descending: first };
  return sort.descending === first ? { column, descending: !first } : null;
}

export interface GridLayout {
  readonly shown: readonly OptionalColumn[];
  /** In CSS pixels, of those that the user has changed. */
  readonly widths: Readonly<Record<string, number>>;
  /** null for the order of their start. */
  readonly sort: SortOrder | null;
  /** From so many siblings on that are alike they are one row; 0: never. */
  readonly rollUp: number;
}

export const DEFAULT_COLUMNS: readonly OptionalColumn[] = ['pid', 'daemon', 'alive', 'exitcode', 'status', 'waiting'];

/** From a setting, storage or a message: in the grid's own order; what is no column is left out. */
export function parseColumns(value: unknown): OptionalColumn[] {
  const wanted: readonly unknown[] = Array.isArray(value) ? value : DEFAULT_COLUMNS;
  return OPTIONAL_COLUMNS.filter((column) => wanted.includes(column));
}

export function parseWidths(value: unknown): Record<string, number> {
  const entries: [string, unknown][] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => isColumn(entry[0]) && isWidth(entry[1])),
  );
}

export function parseSort(value: unknown): SortOrder | null {
  if (typeof value !== 'object' || value === null) return null;
  const { column, descending } = value as { readonly column?: unknown; readonly descending?: unknown };
  const known = ['name' as const, ...OPTIONAL_COLUMNS].find((name) => name === column);
  return known === undefined ? null : { column: known, descending: descending === true };
}

/** From a setting or a message. */
export function parseRollUp(value: unknown, fallback: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return fallback;
  return value === 0 ? 0 : Math.max(2, Math.round(value));
}

function isColumn(name: string): boolean {
  return name === 'name' || OPTIONAL_COLUMNS.some((column) => column === name);
}

function isWidth(value: unknown): value is number {
  return typeof value === 'number' && value >= 20 && value <= 2000;
}
