/** Why something cannot be done to a process in the debugger, as sentences; null when it can. */
import { assertNever } from '../base/assertNever.ts';
import { l10n } from '../base/l10n.ts';
import type { ProcessRow } from './processRow.ts';

export type DebugAction = 'continue' | 'pause' | 'stopDebugging' | 'detachDebugger';

export function debugBlocked(action: DebugAction, { debug }: Pick<ProcessRow, 'debug'>): string | null {
  if (debug === null) return l10n.t('It is not debugged');
  switch (action) {
    case 'continue':
      return debug.paused ? null : l10n.t('It is not paused');
    case 'pause':
      return debug.paused ? l10n.t('It is paused already') : null;
    case 'stopDebugging':
      return null;
    case 'detachDebugger':
      return debug.attached ? null : l10n.t('It was started by the debugger, and ends with it');
    default:
      return assertNever(action);
  }
}
