import { isRecorded } from '../timeline/recordedIds.ts';
import type { ProcessRow } from '../tree/processRow.ts';

/** What the `when` clauses of the context menu's entries read. @param isParent Whether there are rows below it. */
export function menuContext(row: ProcessRow, isParent: boolean): string {
  const { debug } = row;
  return JSON.stringify({
    webviewSection: isRecorded(row.id) ? 'recordedProcess' : 'process',
    processId: row.id,
    processAlive: row.alive,
    processOrphan: row.orphanedAt !== null,
    processCanTerminate: row.terminateBlocked === null,
    processCanJoin: row.joinBlocked === null && !row.joining,
    processJoining: row.joining,
    processParent: isParent,
    processDebugged: debug !== null,
    processPaused: debug !== null && debug.paused !== null,
    processAttached: debug?.attached === true,
    processCanAttach: row.attachBlocked === null,
    preventDefaultContextMenuItems: true,
  });
}
