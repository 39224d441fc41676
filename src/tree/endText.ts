import { l10n } from '../base/l10n.ts';
import { END_REASONS, endReasonText } from './endReasons.ts';
import type { ProcessRow, RowError } from './processRow.ts';
import { thrownAt } from './stackFrames.ts';

/** Ended by the processor or by the runtime's own checks, and not by anybody's wish. */
const CRASHES = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP', 'SIGSYS']);
/** A shell, and many a program that handles a signal, says of signal n that the exit code is 128 + n. */
const BY_SIGNAL = new Map([
  [128 + 2, 'SIGINT'],
  [128 + 6, 'SIGABRT'],
  [128 + 9, 'SIGKILL'],
  [128 + 11, 'SIGSEGV'],
  [128 + 15, 'SIGTERM'],
]);

/** What Node.js itself ends with, and a program hardly ever. Late: the translations come first. */
const NODE_CODES = new Map([
  [5, () => l10n.t('a fatal error in V8')],
  [7, () => l10n.t('an error in a handler of uncaught errors')],
  [9, () => l10n.t('an option that Node.js does not have')],
  [12, () => l10n.t('the debugger could not be listened for')],
  [13, () => l10n.t('an await at the top level that never settled')],
]);

/**
 * How a process ended, in words: `exit 1: RangeError at work.ts:12`, `killed by SIGKILL: perhaps out of memory`,
 * `ended on request`; null while it has not.
 */
export function endText(row: ProcessRow): string | null {
  if (row.state !== 'ended' && row.state !== 'joined') return null;
  if (row.endReason !== null) return withReason(row, row.endReason);
  if (row.signal !== null) return signalText(row.signal);
  if (row.error) return l10n.t('exit {0}: {1}', row.exitcode ?? 1, errorPlace(row.error));
  if (row.exitcode === null) return null;
  const meaning = exitMeaning(row);
  return meaning === null ? l10n.t('exit {0}', row.exitcode) : l10n.t('exit {0}: {1}', row.exitcode, meaning);
}

/** `RangeError at work.ts:12`, or without the place where it is not known. */
function errorPlace({ name, stack }: RowError): string {
  const place = stack === undefined ? null : thrownAt(stack);
  if (!place) return name;
  const file = place.url.slice(place.url.lastIndexOf('/') + 1);
  return l10n.t('{0} at {1}', name, `${decoded(file)}:${place.line}`);
}

function withReason({ signal, exitcode }: ProcessRow, reason: string): string | null {
  if (reason === END_REASONS.memory) return l10n.t("out of memory: V8's heap was full");
  if (reason === END_REASONS.here && signal === 'SIGKILL') return l10n.t('killed from here');
  if (reason === END_REASONS.here && signal === 'SIGINT') return l10n.t('interrupted from here');
  if (reason === END_REASONS.parent && signal === 'SIGKILL') return l10n.t('killed by its parent');
  if (reason === END_REASONS.parent && signal === 'SIGINT') return l10n.t('interrupted by its parent');
  if (reason === END_REASONS.request && exitcode) return l10n.t('ended on request, exit {0}', exitcode);
  return endReasonText(reason);
}

function signalText(signal: string): string {
  if (signal === 'SIGKILL') return l10n.t('killed by {0}: perhaps out of memory', signal);
  if (signal === 'SIGABRT') return l10n.t('aborted by {0}: perhaps out of memory', signal);
  if (signal === 'SIGINT') return l10n.t('interrupted by {0}', signal);
  return CRASHES.has(signal) ? l10n.t('crashed by {0}', signal) : l10n.t('ended by {0} from elsewhere', signal);
}

/** What an exit code stands for, where it stands for something; null otherwise. */
export function exitMeaning({ runtime, exitcode }: ProcessRow): string | null {
  if (exitcode === null) return null;
  const signal = BY_SIGNAL.get(exitcode);
  if (signal !== undefined) return l10n.t('as after {0}', signal);
  return runtime?.startsWith('node') ? (NODE_CODES.get(exitcode)?.() ?? null) : null;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a stray % is no escape
  }
}
