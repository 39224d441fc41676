import type { ProcessRow } from '../tree/processRow.ts';

/** What the `when` clauses of the context menu's entries read. */
export function menuContext(row: ProcessRow): string {
  return JSON.stringify({
    webviewSection: 'process',
    processId: row.id,
    processAlive: row.alive,
    processOrphan: row.orphanedAt !== null,
    processCanTerminate: row.terminateBlocked === null,
    processCanJoin: row.joinBlocked === null && !row.joining,
    processJoining: row.joining,
    preventDefaultContextMenuItems: true,
  });
}
