import { l10n } from '../base/l10n.ts';
import type { RowCommand } from '../tree/messages.ts';
import type { ProcessRow } from '../tree/processRow.ts';

/** Why a command cannot be done on a row, as a sentence; null when it can. */
export function commandRefusal(command: RowCommand, row: ProcessRow): string | null {
  if (command === 'terminate') return row.terminateBlocked;
  if (command === 'join') return row.joinBlocked;
  if (command === 'openLocation' && !row.location && !row.script) return l10n.t('Where it was made is not known.');
  return null;
}

/** Why the place where a process waits cannot be opened, as a sentence; null when it can. */
export function openWaitRefusal({ waiting }: ProcessRow): string | null {
  const [first] = waiting;
  if (!first) return l10n.t('It waits for nothing.');
  return first.location ? null : l10n.t('Where it waits is not known.');
}
