/**
 * One process as the tree shows it. This is what the extension's API, the webview and the reducer share.
 */

export type ProcessState = 'initial' | 'started' | 'stopping' | 'ended' | 'joined';

export interface RowError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

export interface RowLocation {
  /** A file: URL. */
  readonly url: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface ProcessRow {
  /** Unique over time; never reused, unlike a pid. */
  readonly id: string;
  /** null for a root. A parent that is not in the tree makes its children roots. */
  readonly parentId: string | null;
  readonly name: string;
  readonly pid: number | null;
  readonly daemon: boolean;
  readonly alive: boolean;
  /** As Python's: null while it runs or when it is not known, −signal when killed. */
  readonly exitcode: number | null;
  /** The signal that ended it, such as `SIGTERM`. */
  readonly signal: string | null;
  readonly state: ProcessState;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** The error that ended it. */
  readonly error: RowError | null;
  /** How it ended where the exit code does not tell: `terminated from here`, `ended with the window`, `ended after its parent`. */
  readonly endReason: string | null;
  /** A join asked for here is waiting. */
  readonly joining: boolean;
  /** Why Terminate (and Kill) cannot be done now, as a sentence; null when they can. */
  readonly terminateBlocked: string | null;
  /** Why Join cannot be done now, as a sentence; null when it can. */
  readonly joinBlocked: string | null;
  /** The last command on this row that failed, as a sentence; null when none. */
  readonly commandError: string | null;
  /** Of a root: the script's absolute path. */
  readonly script: string | null;
  readonly commandLine: string | null;
  readonly cwd: string | null;
  /** Such as `node 24.21.0`. */
  readonly runtime: string | null;
  /** The target function (or subclass) and its arguments, for people. */
  readonly target: string | null;
  readonly args: string | null;
  /** Where the process was made. */
  readonly location: RowLocation | null;
}

export const initialRow = (id: string, parentId: string | null, name: string): ProcessRow => ({
  id,
  parentId,
  name,
  pid: null,
  daemon: false,
  alive: false,
  exitcode: null,
  signal: null,
  state: 'initial',
  startedAt: null,
  endedAt: null,
  error: null,
  endReason: null,
  joining: false,
  terminateBlocked: null,
  joinBlocked: null,
  commandError: null,
  script: null,
  commandLine: null,
  cwd: null,
  runtime: null,
  target: null,
  args: null,
  location: null,
});
