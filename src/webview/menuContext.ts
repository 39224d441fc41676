import { isRecorded } from '../timeline/recordedIds.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import type { VisibleRow } from '../tree/visibleRows.ts';

/** What can be done with rows, for the `when` clauses of the context menu's entries: with one of them at least. */
export type MenuFlags = Readonly<Record<string, boolean>>;

interface SelectedRows {
  readonly items: readonly VisibleRow[];
  readonly selection: ReadonlySet<string>;
}

/** @param several What can be done with all that are selected, if the row is one of them. */
export function menuContext({ row, expanded, group }: VisibleRow, several: MenuFlags | null = null): string {
  const rows = group?.members ?? [row];
  const id = rows[0]?.id ?? '';
  return JSON.stringify({
    webviewSection: isRecorded(id) ? 'recordedProcess' : 'process',
    processId: id,
    ...(group && { processIds: rows.map((one) => one.id) }),
    ...(several ?? menuFlags(rows)),
    processSeveral: several !== null || group !== undefined,
    processParent: expanded !== null && !group,
    preventDefaultContextMenuItems: true,
  });
}

/** Of all that are selected; null unless they are several. */
export function severalFlags({ items, selection }: SelectedRows): MenuFlags | null {
  if (selection.size < 2) return null;
  const selected = items.filter(({ row }) => selection.has(row.id));
  return menuFlags(selected.flatMap(({ row, group }) => group?.members ?? [row]));
}

function menuFlags(rows: readonly ProcessRow[]): MenuFlags {
  return {
    processAlive: rows.some(({ alive }) => alive),
    processOrphan: rows.some(({ orphanedAt }) => orphanedAt !== null),
    processCanTerminate: rows.some(({ terminateBlocked }) => terminateBlocked === null),
    processCanJoin: rows.some(({ joinBlocked, joining }) => joinBlocked === null && !joining),
    processJoining: rows.some(({ joining }) => joining),
    processDebugged: rows.some(({ debug }) => debug !== null),
    processPaused: rows.some(({ debug }) => debug !== null && debug.paused !== null),
    processRunsDebugged: rows.some(({ debug }) => debug !== null && debug.paused === null),
    processAttached: rows.some(({ debug }) => debug?.attached === true),
    processStartedByDebugger: rows.some(({ debug }) => debug?.attached === false),
    processCanAttach: rows.some(({ attachBlocked }) => attachBlocked === null),
  };
}
