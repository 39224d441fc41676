import { l10n } from '../base/l10n.ts';
import type { OptionalColumn } from '../tree/gridLayout.ts';

export type ColumnId = 'name' | OptionalColumn | 'actions';

export interface Column {
  /** The `data-column` of its cells. */
  readonly id: ColumnId;
  /** Late: the translations come first. */
  readonly title: () => string;
  /** In CSS pixels; of a column that grows, the least. */
  readonly width: number;
  /** Its share of the room that is left; 0 for a column that does not grow. */
  readonly grow: number;
  /** When there is too little room, those with the least number go first; none for those that stay. */
  readonly keep?: number;
}

/** All columns, in their order. */
export const COLUMNS: readonly Column[] = [
  { id: 'name', title: () => l10n.t('Name'), width: 140, grow: 5 },
  { id: 'pid', title: () => l10n.t('PID'), width: 64, grow: 0 },
  { id: 'daemon', title: () => l10n.t('Daemon'), width: 76, grow: 0 },
  { id: 'alive', title: () => l10n.t('Alive'), width: 52, grow: 0 },
  { id: 'exitcode', title: () => l10n.t('Exit code'), width: 108, grow: 0 },
  { id: 'status', title: () => l10n.t('Status'), width: 72, grow: 4 },
  { id: 'waiting', title: () => l10n.t('Waiting on'), width: 96, grow: 5 },
  { id: 'started', title: () => l10n.t('Started'), width: 96, grow: 0, keep: 2 },
  { id: 'duration', title: () => l10n.t('Duration'), width: 84, grow: 0, keep: 3 },
  { id: 'cpu', title: () => l10n.t('CPU'), width: 60, grow: 0, keep: 5 },
  { id: 'memory', title: () => l10n.t('Memory'), width: 76, grow: 0, keep: 4 },
  { id: 'line', title: () => l10n.t('Made at'), width: 110, grow: 0, keep: 1 },
  { id: 'actions', title: () => l10n.t('Actions'), width: 56, grow: 0 },
];

/** What the focus stops at in a row: its cells, and in place of the actions' cell its buttons. */
export const STOPS: readonly string[] = [
  ...COLUMNS.map(({ id }) => id).filter((id) => id !== 'actions'),
  'terminate',
  'join',
];

/** Must be the height of `.row` in media/view/grid.css, as in VS Code's lists. */
export const ROW_HEIGHT = 22;
