/**
 * One process as the tree shows it. This is what the extension's API, the webview and the reducer share.
 */

/** `paused`: by a debugger. */
export type ProcessState = 'initial' | 'started' | 'paused' | 'stopping' | 'ended' | 'joined';

/** `process`: of the library. `other`: any program that one of those has started, known from the system's table only. */
export type RowKind = 'process' | 'other';

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

/** Something that a process waits for, and another must do. */
export interface RowWait {
  /** Unique in its process, and rising. */
  readonly wait: number;
  /** Such as `Queue.get`, `Lock.acquire`, `Process.join`. */
  readonly operation: string;
  /** The name of what is awaited, such as `jobs`. */
  readonly object: string;
  /** Since when, in milliseconds since the epoch. */
  readonly at: number;
  /** Where it waits. */
  readonly location: RowLocation | null;
}

/** The session of the editor's debugger that a process is debugged in. */
export interface RowDebug {
  /** The session's id. */
  readonly session: string;
  readonly name: string;
  /** The debugger came to a process that was running; it can go again, and the process runs on. */
  readonly attached: boolean;
  /** The debugger's views and its toolbar are about this process now. */
  readonly current: boolean;
  /** null while the process runs. */
  readonly paused: RowPause | null;
}

export interface RowPause {
  /** As the Debug Adapter Protocol has it: `breakpoint`, `step`, `exception`, `pause`, `entry` … */
  readonly reason: string;
  /** What the debugger says beside it, such as the exception's message; null when nothing. */
  readonly text: string | null;
  /** The topmost line of the user's code; null until it is known, and where there is none. */
  readonly location: RowLocation | null;
}

/** A process as a shared object knows it; it may have no row. */
export interface ProcessRef {
  readonly id: string;
  readonly name: string;
}

/** A queue, lock, event … that the processes of a tree share. What it has none of is null. */
export interface SharedObject {
  /** Unique in the tree. */
  readonly id: string;
  /** The class: `Queue`, `Lock` … */
  readonly kind: string;
  readonly name: string;
  /** Items in a queue, dict or list, value of a semaphore, parties waiting at a barrier. */
  readonly depth: number | null;
  /** Of a bounded queue or semaphore, a barrier. */
  readonly limit: number | null;
  /** Of a JoinableQueue: items for which taskDone() has not been called. */
  readonly unfinished: number | null;
  /** Whether an event is set, a barrier broken. */
  readonly flag: boolean | null;
  /** Who holds a lock. */
  readonly holder: ProcessRef | null;
  /** Who held a lock when it ended, the last. */
  readonly lostBy?: ProcessRef;
  readonly waiters: readonly ProcessRef[];
  /** How many wait beside `waiters`. */
  readonly moreWaiters: number;
  /** Of a manager's: the processes that have a proxy of it. */
  readonly users?: readonly ProcessRef[];
  /** How many have one beside `users`. */
  readonly moreUsers?: number;
}

/** Somebody wants a process to end. */
export interface StopRequest {
  /** This window, or the process that has started it. */
  readonly by: 'here' | 'parent';
  readonly signal: string;
  /** Milliseconds since the epoch; null where it was not told. */
  readonly at: number | null;
}

/** A `map` of a pool, or one of its like, that is not done. */
export interface RowJob {
  /** Unique in its process. */
  readonly job: number;
  /** Such as `map`, `imap`. */
  readonly operation: string;
  /** The name of the function. */
  readonly name: string;
  /** Items that are done. */
  readonly done: number;
  /** null while it is not known. */
  readonly total: number | null;
  /** Since when, in milliseconds since the epoch. */
  readonly at: number;
}

/** What a pool's worker does. */
export interface RowWork {
  /** The name of the function that it runs; null: it is idle. */
  readonly task: string | null;
}

export interface ProcessRow {
  /** Unique over time; never reused, unlike a pid. */
  readonly id: string;
  /** null for a root. A parent that is not in the tree makes its children roots. */
  readonly parentId: string | null;
  readonly kind: RowKind;
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
  /** The last request to end it; null when there was none, or it is not known. */
  readonly stopRequest: StopRequest | null;
  /** Since when it runs on without its parent, in milliseconds since the epoch; null when it has one, or has ended. */
  readonly orphanedAt: number | null;
  /** Of one core, in percent, lately; null when it is not measured, as while the view is hidden. */
  readonly cpu: number | null;
  /** Resident memory in bytes; null when it is not measured. */
  readonly memory: number | null;
  /** What it waits for, in the order of their beginning; empty when nothing, or when it is not known. */
  readonly waiting: readonly RowWait[];
  /** Of a root that runs: the objects that the processes of its tree share; of a manager's server, those in it. */
  readonly objects: readonly SharedObject[];
  /** What its pools have to do, in the order of the calls. */
  readonly jobs: readonly RowJob[];
  /** Of a pool's worker that runs, as its pool tells; null of other processes. */
  readonly work: RowWork | null;
  /** null when the editor's debugger is not with it. */
  readonly debug: RowDebug | null;
  /** A join asked for here is waiting. */
  readonly joining: boolean;
  /** Why Terminate (and Kill) cannot be done now, as a sentence; null when they can. */
  readonly terminateBlocked: string | null;
  /** Why Join cannot be done now, as a sentence; null when it can. */
  readonly joinBlocked: string | null;
  /** Why no debugger can be attached now, as a sentence; null when one can. */
  readonly attachBlocked: string | null;
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
  kind: 'process',
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
  stopRequest: null,
  orphanedAt: null,
  cpu: null,
  memory: null,
  waiting: [],
  objects: [],
  jobs: [],
  work: null,
  debug: null,
  joining: false,
  terminateBlocked: null,
  joinBlocked: null,
  attachBlocked: null,
  commandError: null,
  script: null,
  commandLine: null,
  cwd: null,
  runtime: null,
  target: null,
  args: null,
  location: null,
});
