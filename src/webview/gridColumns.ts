/** The columns of the grid; `id` is the `data-column` of their cells. */
export const COLUMNS = [
  { id: 'name', title: 'Name' },
  { id: 'pid', title: 'PID' },
  { id: 'daemon', title: 'Daemon' },
  { id: 'alive', title: 'Alive' },
  { id: 'exitcode', title: 'Exit code' },
  { id: 'status', title: 'Status' },
  { id: 'actions', title: 'Actions' },
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
