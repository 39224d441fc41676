/**
 * What the library announces about its processes, on node:diagnostics_channel.
 * The library does not know who listens, and publishing costs nothing when nobody does.
 */
import { channel } from 'node:diagnostics_channel';

/** The handle on a child that its parent's library holds; what a listener may call on it. */
export interface ProcessHandle {
  terminate(): void;
  kill(): void;
  interrupt(): void;
  /** Resolves when the process has ended, or after `timeout` seconds. */
  join(timeout?: number | null): Promise<void>;
  readonly exitcode: number | null;
}

/** Where in the user's source something was done; `line` and `column` count from 1. */
export interface SourceLocation {
  /** A file: URL. */
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

export interface ErrorSummary {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** `id`s are unique in a process tree and never reused, unlike pids; `at` is milliseconds since the epoch. */
export type ProcessEvent =
  | {
      readonly type: 'started';
      readonly id: string;
      readonly parentId: string;
      readonly name: string;
      readonly pid: number;
      readonly daemon: boolean;
      readonly at: number;
      /** The target function's (or the subclass's) name. */
      readonly target: string | null;
      /** The arguments, as `util.inspect` shows them, cut to a line. */
      readonly args: string | null;
      /** Where the Process object was made. */
      readonly location: SourceLocation | null;
      readonly process: ProcessHandle;
    }
  | { readonly type: 'named'; readonly id: string; readonly name: string }
  | { readonly type: 'stopping'; readonly id: string; readonly signal: string }
  | {
      readonly type: 'ended';
      readonly id: string;
      readonly at: number;
      readonly exitcode: number;
      /** The signal's name (`SIGTERM`), null when the process ended by itself. */
      readonly signal: string | null;
      /** What the process said of the error that ended it. */
      readonly error: ErrorSummary | null;
    }
  | { readonly type: 'joined'; readonly id: string; readonly at: number }
  | WaitingEvent
  /** The wait of that number is over, whatever came of it. */
  | { readonly type: 'resumed'; readonly id: string; readonly wait: number }
  /** A pool of that process has changed. */
  | PoolEvent
  | ObjectsEvent;

/** This process has come to wait for something that another must do. Several at once are possible. */
export interface WaitingEvent {
  readonly type: 'waiting';
  /** Of this process. */
  readonly id: string;
  /** Unique in this process, and rising. */
  readonly wait: number;
  /** Such as `Queue.get`, `Lock.acquire`, `Process.join`. */
  readonly operation: string;
  /** The name of what is awaited, such as `jobs` or `Process-2`; a function, since it may have to be looked up. */
  readonly object: () => string;
  readonly at: number;
  /** Expensive: to be called only for waits that are shown. */
  readonly location: () => SourceLocation | null;
}

/** All shared objects that something in this process keeps or tells of, at most some times a second, when one has changed. */
export interface ObjectsEvent {
  readonly type: 'objects';
  /** Of this process: the root for those of the hub. */
  readonly id: string;
  /** `hub`, or the name of a manager's server in this process. What another one keeps is not concerned. */
  readonly source: string;
  readonly objects: readonly SharedObject[];
}

export interface PoolEvent {
  readonly type: 'pool';
  readonly id: string;
  /** Unique in this process. */
  readonly pool: number;
  /** How it is; to be asked when somebody is told, since it changes fast. null: it has ended. */
  readonly state: () => PoolState | null;
}

export interface PoolState {
  /** Those `map`s and their like that are not done, in the order of their calls. */
  readonly jobs: readonly PoolJob[];
  readonly workers: readonly PoolWorkerState[];
}

export interface PoolJob {
  /** Unique in this process. */
  readonly job: number;
  /** Such as `map`, `imap`. */
  readonly operation: string;
  /** The name of the function. */
  readonly name: string;
  /** Items that are done. */
  readonly done: number;
  /** null: it is not known, as of an iterable whose end has not been seen. */
  readonly total: number | null;
  readonly at: number;
}

export interface PoolWorkerState {
  /** Of the process. */
  readonly id: string;
  /** The name of the function that it runs; null: none. */
  readonly task: string | null;
}

/** A process as a shared object knows it. */
export interface ProcessName {
  readonly id: string;
  readonly name: string;
}

/** A queue, lock, event … of the tree, or of a manager. */
export interface SharedObject {
  /** Unique in the tree. */
  readonly id: string;
  /** The class: `Queue`, `Lock`, …; of a manager's, the typeid. */
  readonly kind: string;
  readonly name: string;
  /** Items in a queue, dict or list, value of a semaphore, waiting parties of a barrier; null where there is no such number. */
  readonly depth: number | null;
  /** Of a bounded queue, a barrier, a bounded semaphore. */
  readonly limit: number | null;
  /** Of a JoinableQueue: items for which taskDone() has not been called. */
  readonly unfinished: number | null;
  /** Whether an event is set, a barrier broken. */
  readonly flag: boolean | null;
  /** Who holds a lock. */
  readonly holder: ProcessName | null;
  /** Who held a lock when it ended, the last: what the lock protects may be half done. */
  readonly lostBy?: ProcessName;
  readonly waiters: readonly ProcessName[];
  /** Of a manager's: the processes that have a proxy of it. */
  readonly users?: readonly ProcessName[];
}

export const processChannel = channel('multiprocessing-ts.process');

export function announce(event: () => ProcessEvent): void {
  if (processChannel.hasSubscribers) processChannel.publish(event());
}
