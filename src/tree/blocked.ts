/**
 * Why a process cannot be terminated, joined or debugged from here, as sentences.
 * The first two are calls on the Process object of whoever started it, so they need that process (or this window) to be there.
 */
import { l10n } from '../base/l10n.ts';
import { assertNever } from '../base/assertNever.ts';
import { exitText } from './exitText.ts';
import type { ProcessRow } from './processRow.ts';
import type { Facts } from './treeNode.ts';

/** Who holds the Process object, and whether it can be asked. */
export type Owner = 'host' | 'parent' | 'endedParent' | 'awayParent' | 'nobody';

type Ending = Pick<ProcessRow, 'state' | 'exitcode' | 'signal'>;

/** @param connected Whether its own agent is: then its pid is surely its own, and this window can signal it. */
export function terminateBlocked(row: Ending, owner: Owner, connected: boolean): string | null {
  if (row.state === 'initial') return l10n.t('Not started yet');
  if (hasEnded(row)) return alreadyEnded(row);
  if (connected) return null;
  return unreachable(owner, 'end');
}

/**
 * A process that has ended may still be joined, as in Python, if its parent is there to do it. The end of a program that
 * was started elsewhere is only looked at, so that must be possible.
 */
export function joinBlocked(row: Ending, owner: Owner, connected: boolean): string | null {
  if (row.state === 'initial') return l10n.t('Not started yet');
  if (row.state === 'joined') return alreadyJoined(row);
  if (owner === 'nobody' && connected && !hasEnded(row)) return null;
  const reason = unreachable(owner, 'join');
  return reason !== null && hasEnded(row) ? alreadyEnded(row) : reason;
}

/** A debugger comes by way of the process's own agent. */
export function attachBlocked(row: Ending, { connected, debug, runtime }: Attachable): string | null {
  if (row.state === 'initial') return l10n.t('Not started yet');
  if (hasEnded(row)) return alreadyEnded(row);
  if (debug !== null) return l10n.t('Debugged already');
  if (!connected) return l10n.t('It is not connected');
  return runtime?.startsWith('node ') ? null : l10n.t('Only processes of Node.js can be debugged from here');
}

type Attachable = Pick<Facts, 'connected' | 'debug' | 'runtime'>;

function hasEnded({ state }: Ending): boolean {
  return state === 'ended' || state === 'joined';
}

function alreadyEnded(row: Ending): string {
  const exit = exitText(row);
  return exit === '' ? l10n.t('Already ended') : l10n.t('Already ended with exit code {0}', exit);
}

function alreadyJoined(row: Ending): string {
  const exit = exitText(row);
  return exit === '' ? l10n.t('Already joined') : l10n.t('Already joined with exit code {0}', exit);
}

function unreachable(owner: Owner, right: 'end' | 'join'): string | null {
  switch (owner) {
    case 'host':
    case 'parent':
      return null;
    case 'endedParent':
      return right === 'end'
        ? l10n.t('Only its parent process can end it, and that has ended')
        : l10n.t('Only its parent process may join it, and that has ended');
    case 'awayParent':
      return right === 'end'
        ? l10n.t('Only its parent process can end it, and that is not connected')
        : l10n.t('Only its parent process may join it, and that is not connected');
    case 'nobody':
      return l10n.t('Not started from this window');
    default:
      return assertNever(owner);
  }
}
