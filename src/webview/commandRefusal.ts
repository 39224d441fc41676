import { l10n } from '../base/l10n.ts';
import { haltLocation, pauseOf } from '../tree/haltText.ts';
import type { RowCommand } from '../tree/messages.ts';
import type { ProcessRow } from '../tree/processRow.ts';

/** Why a command cannot be done on a row, as a sentence; null when it can. */
export function commandRefusal(command: RowCommand, row: ProcessRow): string | null {
  if (command === 'terminate') return row.terminateBlocked;
  if (command === 'join') return row.joinBlocked;
  if (command === 'openLocation' && !row.location && !row.script) return l10n.t('Where it was made is not known.');
  return null;
}

/** Why the place where a process waits, or is paused, cannot be opened, as a sentence; null when it can. */
export function openWaitRefusal(row: ProcessRow): string | null {
  if (haltLocation(row)) return null;
  if (pauseOf(row)) return l10n.t('Where it is paused is not known.');
  return row.waiting.length > 0 ? l10n.t('Where it waits is not known.') : l10n.t('It waits for nothing.');
}
