/** The work of a Pool: calls of one function, cut into chunks, each of which a worker runs as a whole. */

/** A function that tasks call, as the workers of one pool know it. */
export interface TaskFunction {
  readonly number: number;
  readonly name: string;
  /** As `dumps` wrote it. */
  readonly text: string;
  /** How long a call takes, in ms: soon longer, slowly shorter; null when none has ended yet. */
  pace: number | null;
}

/** How a worker calls the function with the payload of a chunk. */
export const Mode = {
  /** `f(...payload)` */
  spread: 0,
  /** `f(payload)` */
  one: 1,
  /** `f(item)` for each item of the payload, up to the first error. */
  many: 2,
  /** `f(...item)` for each item of the payload, up to the first error. */
  manySpread: 3,
  /** As `many`, but each item has a result or an error of its own. */
  each: 4,
} as const;
export type Mode = (typeof Mode)[keyof typeof Mode];

export interface Chunk {
  readonly id: number;
  readonly job: Job;
  readonly mode: Mode;
  readonly payload: unknown;
  /** Of its first item in the job's items. */
  readonly index: number;
  readonly count: number;
  /** How many workers have died of it, or while they ran it. */
  deaths: number;
  /** Until when, on the shared clock, the worker that has it may start it without asking. */
  deadline: number;
  /** Its size on the way to the worker. */
  bytes: number;
}

/** How far a `map` or one of its like is. */
export interface Progress {
  /** Items that are done. */
  readonly done: number;
  /** null: it is not known, as of an iterable whose end has not been seen. */
  readonly total: number | null;
}

export interface JobProgress extends Progress {
  /** Unique in this process. */
  readonly job: number;
  /** Such as `map`, `imap`. */
  readonly operation: string;
  /** Of the call, in milliseconds since the epoch. */
  readonly at: number;
}

/** What one call of a Pool's method has to be done. */
export interface Job {
  readonly func: TaskFunction;
  /** How often a chunk is run again whose worker has died. */
  readonly retries: number;
  /** null for a single call. */
  readonly progress: JobProgress | null;
  /** Whether nobody waits for its results any more: what has not been started need not be. */
  readonly isOver: boolean;
  /** Whether `next` will never give a chunk again. */
  readonly isExhausted: boolean;
  /** null: none now. */
  next(): Chunk | null;
  /** @param value The result, or a promise of it where modules have to be loaded for it. */
  succeeded(chunk: Chunk, value: unknown): void;
  /** Each item's result or error, where the mode is `each`. */
  failed(chunk: Chunk, error: unknown): void;
  /** Its worker has died, and it is not to be run again. */
  lost(chunk: Chunk, error: Error): void;
  /** Nothing comes any more: what has not been settled is rejected. */
  abandon(reason: unknown): void;
  /** The pool is closed: what is left is to be done without waiting for who takes the results. */
  finish?(): void;
}

let counter = 0;
let jobs = 0;

/** What does not change of a job's progress. */
export function newJob(operation: string): Pick<JobProgress, 'job' | 'operation' | 'at'> {
  return { job: ++jobs, operation, at: Date.now() };
}

export function makeChunk(content: Pick<Chunk, 'job' | 'mode' | 'payload' | 'index' | 'count'>): Chunk {
  counter = (counter + 1) >>> 0;
  const { job, mode, payload, index, count } = content;
  return { id: counter, job, mode, payload, index, count, deaths: 0, deadline: 0, bytes: 0 };
}

/** Python's: four chunks for each worker, rounded up. */
export function defaultChunksize(items: number, workers: number): number {
  return Math.max(1, Math.ceil(items / (workers * 4)));
}
