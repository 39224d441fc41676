import { l10n } from '../base/l10n.ts';

/** The columns of the grid; `id` is the `data-column` of their cells. Titles are late: the translations come first. */
export const COLUMNS = [
  { id: 'name', title: () => l10n.t('Name') },
  { id: 'pid', title: () => l10n.t('PID') },
  { id: 'daemon', title: () => l10n.t('Daemon') },
  { id: 'alive', title: () => l10n.t('Alive') },
  { id: 'exitcode', title: () => l10n.t('Exit code') },
  { id: 'status', title: () => l10n.t('Status') },
  { id: 'waiting', title: () => l10n.t('Waiting on') },
  { id: 'actions', title: () => l10n.t('Actions') },
] as const;

export type ColumnId = (typeof COLUMNS)[number]['id'];

/** What the focus stops at in a row: its cells, and in place of the actions' cell its buttons. */
export const STOPS = [
  ...COLUMNS.map(({ id }) => id).filter((id) => id !== 'actions'),
  'terminate',
  'join',
] as const satisfies readonly string[];

/** Must be the height of `.row` in webview.css, as in VS Code's lists. */
export const ROW_HEIGHT = 22;
