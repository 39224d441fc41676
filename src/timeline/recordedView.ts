import { l10n } from '../base/l10n.ts';
import type { ProcessRow, ProcessRef } from '../tree/processRow.ts';
import { emptyTree, type ProcessTree } from '../tree/processTree.ts';
import { keepRow } from '../tree/restoreRows.ts';
import { emptyHistory, type History } from './history.ts';
import { recordedId } from './recordedIds.ts';
import type { Recording } from './recording.ts';

/** A recording as what the view shows: a tree and a history that do not change, in which nothing can be done. */
export function recordedView({ rows, lives }: Recording): { readonly tree: ProcessTree; readonly history: History } {
  const tree = rows.reduce((all, row) => keepRow(all, recordedRow(row)), emptyTree());
  const recorded = Array.from(lives).reduce((all, [id, life]) => all.set(recordedId(id), life), emptyHistory().lives);
  const history = { ...emptyHistory(), lives: recorded };
  return { tree, history };
}

function recordedRow(row: ProcessRow): ProcessRow {
  const blocked = l10n.t('This is a recording');
  return {
    ...row,
    id: recordedId(row.id),
    parentId: row.parentId === null ? null : recordedId(row.parentId),
    objects: row.objects.map((object) => {
      return {
        ...object,
        holder: object.holder && recordedRef(object.holder),
        ...(object.lostBy && { lostBy: recordedRef(object.lostBy) }),
        waiters: object.waiters.map(recordedRef),
        ...(object.users && { users: object.users.map(recordedRef) }),
      };
    }),
    joining: false,
    terminateBlocked: blocked,
    joinBlocked: blocked,
    attachBlocked: blocked,
    commandError: null,
  };
}

function recordedRef({ id, name }: ProcessRef): ProcessRef {
  return { id: recordedId(id), name };
}
