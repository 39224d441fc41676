/**
 * Why a process cannot be terminated, joined or debugged from here, as sentences.
 * A join is a call on the Process object of whoever started it, so it needs that process (or this window) to be there.
 */
import { l10n } from '../base/l10n.ts';
import { assertNever } from '../base/assertNever.ts';
import { exitText } from './exitText.ts';
import type { ProcessRow } from './processRow.ts';
import type { Facts } from './treeNode.ts';

/** Who holds the Process object, and whether it can be asked. */
export type Owner = 'host' | 'parent' | 'endedParent' | 'awayParent' | 'nobody';

type Ending = Pick<ProcessRow, 'state' | 'exitcode' | 'signal'>;

/** A process that nobody else can be asked to end is signalled by this window, which asks the system first whether it is still that. */
export function terminateBlocked(row: Ending): string | null {
  if (row.state === 'initial') return l10n.t('Not started yet');
  return hasEnded(row) ? alreadyEnded(row) : null;
}

/**
 * A process that has ended may still be joined, as in Python, if its parent is there to do it. The end of a program that
 * was started elsewhere is only looked at, so that must be possible.
 */
export function joinBlocked(row: Ending & Pick<ProcessRow, 'kind'>, owner: Owner, connected: boolean): string | null {
  if (row.state === 'initial') return l10n.t('Not started yet');
  if (row.kind === 'other')
    return l10n.t('It was not started as a multiprocessing Process, so only its parent can wait for it');
  if (row.state === 'joined') return alreadyJoined(row);
  if (owner === 'nobody' && connected && !hasEnded(row)) return null;
  const reason = unreachable(owner);
  return reason !== null && hasEnded(row) ? alreadyEnded(row) : reason;
}

/** A debugger comes to Node.js by way of the process's own agent, and to Python by the pid, which the agent vouches for. */
export function attachBlocked(row: Ending, { connected, debug, runtime }: Attachable): string | null {
  if (row.state === 'initial') return l10n.t('Not started yet');
  if (hasEnded(row)) return alreadyEnded(row);
  if (debug !== null) return l10n.t('Debugged already');
  if (!connected) return l10n.t('It is not connected');
  return /^(node|python) /.test(runtime ?? '') ? null : l10n.t('Only Node.js and Python can be debugged from here');
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

function unreachable(owner: Owner): string | null {
  switch (owner) {
    case 'host':
    case 'parent':
      return null;
    case 'endedParent':
      return l10n.t('Only its parent process may join it, and that has ended');
    case 'awayParent':
      return l10n.t('Only its parent process may join it, and that is not connected');
    case 'nobody':
      return l10n.t('Only who has started it may join it, and that was not this window');
    default:
      return assertNever(owner);
  }
}
