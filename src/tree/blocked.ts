/**
 * Why a process cannot be terminated or joined from here, as sentences.
 * Both are calls on the Process object of whoever started it, so they need that process (or this window) to be there.
 */
import { assertNever } from '../base/assertNever.ts';
import { exitText } from './exitText.ts';
import type { ProcessRow } from './processRow.ts';

/** Who holds the Process object, and whether it can be asked. */
export type Owner = 'host' | 'parent' | 'endedParent' | 'awayParent' | 'nobody';

type Ending = Pick<ProcessRow, 'state' | 'exitcode' | 'signal'>;

/** @param connected Whether its own agent is: then its pid is surely its own, and this window can signal what it started. */
export function terminateBlocked(row: Ending, owner: Owner, connected: boolean): string | null {
  if (row.state === 'initial') return 'Not started yet';
  if (hasEnded(row)) return alreadyEnded(row);
  if (connected && owner !== 'nobody') return null;
  return unreachable(owner, 'can end it');
}

/** A process that has ended may still be joined, as in Python, if its parent is there to do it. */
export function joinBlocked(row: Ending, owner: Owner): string | null {
  if (row.state === 'initial') return 'Not started yet';
  if (row.state === 'joined') return `Already joined${withExitCode(row)}`;
  const reason = unreachable(owner, 'may join it');
  return reason !== null && hasEnded(row) ? alreadyEnded(row) : reason;
}

function hasEnded({ state }: Ending): boolean {
  return state === 'ended' || state === 'joined';
}

function alreadyEnded(row: Ending): string {
  return `Already ended${withExitCode(row)}`;
}

function withExitCode(row: Ending): string {
  const text = exitText(row);
  return text === '' ? '' : ` with exit code ${text}`;
}

function unreachable(owner: Owner, right: string): string | null {
  switch (owner) {
    case 'host':
    case 'parent':
      return null;
    case 'endedParent':
      return `Only its parent process ${right}, and that has ended`;
    case 'awayParent':
      return `Only its parent process ${right}, and that is not connected`;
    case 'nobody':
      return 'Not started from this window';
    default:
      return assertNever(owner);
  }
}
