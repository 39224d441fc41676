/** What a process tells of what it does: what it waits for, its shared objects, its pools. Part of protocol.ts. */

import type { Location } from './location.ts';

/** More shared objects are not told of, nor listened to. */
export const MAX_OBJECTS = 200;

/** More jobs of pools, and workers, are not told of, nor listened to. */
export const MAX_JOBS = 20;
export const MAX_WORKERS = 1_000;

/** What a process does meanwhile, as only it can tell. */
export type ActivityMessage = WaitingMessage | ResumedMessage | ObjectsMessage | PoolsMessage;

/** The process has been waiting for something that another must do. Several at once are possible. */
export interface WaitingMessage {
  readonly type: 'waiting';
  readonly id: string;
  /** Unique in the process, and rising. */
  readonly wait: number;
  /** Such as `Queue.get`, `Lock.acquire`, `Process.join`. */
  readonly operation: string;
  /** The name of what is awaited. */
  readonly object: string;
  readonly at: number;
  /** Where it waits. */
  readonly location: Location | null;
}

/** That wait is over; null: all that the process was said to wait for is void. */
export interface ResumedMessage {
  readonly type: 'resumed';
  readonly id: string;
  readonly wait: number | null;
}

/** Of a root: all shared objects of its tree, instead of those told before. */
export interface ObjectsMessage {
  readonly type: 'objects';
  readonly id: string;
  readonly objects: readonly ObjectInfo[];
}

/** A queue, lock, event … What there is no such thing of is null. */
export interface ObjectInfo {
  /** Unique in the tree. */
  readonly id: string;
  /** The class: `Queue`, `Lock` … */
  readonly kind: string;
  readonly name: string;
  /** Items in a queue, dict or list, value of a semaphore, waiting parties of a barrier. */
  readonly depth: number | null;
  /** Of a bounded queue, a barrier, a bounded semaphore. */
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
  /** How many wait beside those in `waiters`. */
  readonly moreWaiters: number;
  /** Of a manager's: the processes that have a proxy of it. */
  readonly users?: readonly ProcessRef[];
  /** How many have one beside those in `users`. */
  readonly moreUsers?: number;
}

export interface ProcessRef {
  readonly id: string;
  readonly name: string;
}

/** All pools of the process, taken together, instead of what was told of them before. */
export interface PoolsMessage {
  readonly type: 'pools';
  readonly id: string;
  /** The `map`s and their like that are not done, in the order of their calls. */
  readonly jobs: readonly JobInfo[];
  /** Children of the process that run tasks, or would. */
  readonly workers: readonly WorkerInfo[];
}

export interface JobInfo {
  /** Unique in the process. */
  readonly job: number;
  /** Such as `map`, `imap`. */
  readonly operation: string;
  /** The name of the function. */
  readonly name: string;
  readonly done: number;
  /** null while it is not known. */
  readonly total: number | null;
  readonly at: number;
}

export interface WorkerInfo {
  readonly id: string;
  /** The name of the function that it runs; null while it has nothing to do. */
  readonly task: string | null;
}
