import type { ProcessRow } from './processRow.ts';

export type StatusKind = 'initial' | 'started' | 'stopping' | 'ended' | 'failed' | 'terminated' | 'lost';

export interface ProcessStatus {
  readonly kind: StatusKind;
  /** A word, for people. */
  readonly word: string;
  /** What the word and the exit code do not tell: the error's first line, who ended it; null when nothing. */
  readonly note: string | null;
}

/** What to say of a process: ended on request is neither a success nor a failure. */
export function statusOf(row: ProcessRow): ProcessStatus {
  const kind = statusKind(row);
  const word = kind === 'ended' && row.state === 'joined' ? 'joined' : kind;
  return { kind, word, note: (row.error && errorLine(row.error)) ?? row.endReason };
}

/** `RangeError: bad row 17`: the first line of an error. */
export function errorLine({ name, message }: NonNullable<ProcessRow['error']>): string {
  const [line = ''] = message.split('\n', 1);
  return line ? `${name}: ${line}` : name;
}

// By these one process asks another to end; any other signal is an accident.
const REQUESTS = new Set(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGBREAK']);

function statusKind({ state, exitcode, signal, error, endReason }: ProcessRow): StatusKind {
  if (state === 'initial' || state === 'started' || state === 'stopping') return state;
  if (signal !== null) return REQUESTS.has(signal) ? 'terminated' : 'failed';
  if (error !== null) return 'failed';
  if (exitcode === null) return endReason === 'connection lost' ? 'lost' : 'terminated';
  if (exitcode === 0) return 'ended';
  return endReason === null ? 'failed' : 'terminated';
}
