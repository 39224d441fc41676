/**
 * A pool of worker processes that run tasks.
 * https://docs.python.org/3/library/multiprocessing.html#module-multiprocessing.pool
 */
import { inspect } from 'node:util';
import { ValueError } from '../errors.ts';
import { Finalize } from '../finalize.ts';
import { holdLoop, releaseLoop } from '../hubClient/loopHold.ts';
import { debug } from '../logging.ts';
import { staysHere } from '../hiddenState.ts';
import type { AsyncResult } from './asyncResult.ts';
import type { JobProgress } from './chunk.ts';
import type { Crew } from './crew.ts';
import type { ImapIterator } from './imapIterator.ts';
import type { Callbacks } from './outcome.ts';
import type { Items, PoolCalls } from './poolCalls.ts';
import type { MapOptions, PoolOptions, TaskOptions } from './poolOptions.ts';
import { startPool } from './poolStarter.ts';
import { PoolWorker, SpawnPoolWorker } from './poolWorker.ts';

/** As Python's, which ends its pools before all else. */
const EXIT_PRIORITY = 15;

/** So nothing of a crew may refer to its pool. */
const collected = new FinalizationRegistry<Crew>((crew) => crew.forget());

export class Pool implements AsyncDisposable {
  readonly #size: number;
  readonly #crew: Crew;
  readonly #calls: PoolCalls;
  readonly #finalizer: Finalize;
  #state: 'RUN' | 'CLOSE' | 'TERMINATE' = 'RUN';

  /**
   * Starts the workers.
   * @param processes How many; null (the default): as many as there are CPUs for this process.
   * @throws ValueError or TypeError for an option that cannot be, PicklingError when the initializer or its arguments
   *   cannot travel, AssertionError in a daemon, RuntimeError while the main module is being imported in a child.
   */
  constructor(processes: number | null = null, options: PoolOptions<never[]> | PoolOptions = {}) {
    const { size, crew, calls } = startPool(processes, options as PoolOptions, this.workerClass);
    this.#size = size;
    this.#crew = crew;
    this.#calls = calls;
    const finalizer = new Finalize(null, () => crew.endWorkers(), { exitpriority: EXIT_PRIORITY });
    this.#finalizer = finalizer;
    void crew.ended.then(() => finalizer.cancel());
    collected.register(this, crew);
  }

  /**
   * Calls `func(...args)` in a worker.
   * @returns What it returned. Rejects with what it threw, with the worker's stack as `cause`.
   * @throws ValueError when the pool is closed, PicklingError for what cannot travel, WorkerDiedError when the worker
   *   ended before it was done.
   */
  async apply<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    args?: A,
    options: TaskOptions = {},
  ): Promise<Awaited<R>> {
    return this.#open.apply<Awaited<R>>('apply', func, args, options).get();
  }

  /** As `apply`, without waiting. */
  applyAsync<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    args?: A,
    options: TaskOptions & Callbacks<Awaited<R>> = {},
  ): AsyncResult<Awaited<R>> {
    return this.#open.apply('applyAsync', func, args, options);
  }

  /**
   * Calls `func(item)` for each item, in chunks.
   * @returns The results, in the order of the items. Rejects with the first error, when all have been run; with a
   *   WorkerDiedError at once.
   */
  async map<T, R>(func: (item: T) => R, iterable: Items<T>, options: MapOptions = {}): Promise<Awaited<R>[]> {
    return this.#open.map('map', func, iterable, options, false).get() as Promise<Awaited<R>[]>;
  }

  /** As `map`, without waiting. */
  mapAsync<T, R>(
    func: (item: T) => R,
    iterable: Items<T>,
    options: MapOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.#open.map('mapAsync', func, iterable, options, false) as AsyncResult<Awaited<R>[]>;
  }

  /** As `map`, but each item is a list of arguments: `func(...item)`. */
  async starmap<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    iterable: Items<A>,
    options: MapOptions = {},
  ): Promise<Awaited<R>[]> {
    return this.#open.map('starmap', func, iterable, options, true).get() as Promise<Awaited<R>[]>;
  }

  /** As `starmap`, without waiting. */
  starmapAsync<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    iterable: Items<A>,
    options: MapOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.#open.map('starmapAsync', func, iterable, options, true) as AsyncResult<Awaited<R>[]>;
  }

  /**
   * Calls `func(item)` for each item, and gives the results one by one, in order. Items are taken from the iterable as
   * results are taken, so that it may be endless.
   */
  imap<T, R>(func: (item: T) => R, iterable: Items<T>, options: MapOptions = {}): ImapIterator<Awaited<R>> {
    return this.#open.imap('imap', func, iterable, options, true);
  }

  /** As `imap`, but each result comes as soon as it is there. */
  imapUnordered<T, R>(func: (item: T) => R, iterable: Items<T>, options: MapOptions = {}): ImapIterator<Awaited<R>> {
    return this.#open.imap('imapUnordered', func, iterable, options, false);
  }

  /** How far the `map`s and their like are that are not done, in the order of their calls. */
  get progress(): readonly JobProgress[] {
    return this.#crew.progress;
  }

  /** Takes no more tasks; when the last is done, the workers end. */
  close(): void {
    if (this.#state !== 'RUN') return;
    debug('closing pool');
    this.#state = 'CLOSE';
    this.#crew.close();
  }

  /** Ends the workers at once; what is not done is rejected. */
  terminate(): void {
    if (this.#state === 'TERMINATE') return;
    debug('terminating pool');
    this.#state = 'TERMINATE';
    this.#finalizer.cancel();
    this.#crew.terminate();
  }

  /** Waits until the workers have ended. @throws ValueError before `close()` or `terminate()`. */
  async join(): Promise<void> {
    if (this.#state === 'RUN') throw new ValueError('Pool is still running');
    debug('joining pool');
    holdLoop();
    try {
      await this.#crew.ended;
    } finally {
      releaseLoop();
    }
  }

  /** Terminates the pool, as the end of Python's `with` does, and waits for its workers. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.terminate();
    await this.join();
  }

  toString(): string {
    return `<multiprocessing.pool.Pool state=${this.#state} pool_size=${this.#size}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  /** @internal */
  get [staysHere](): string {
    return 'a Pool';
  }

  /** @internal */
  protected get workerClass(): typeof PoolWorker {
    return PoolWorker;
  }

  /** For new work. */
  get #open(): PoolCalls {
    if (this.#state !== 'RUN') throw new ValueError('Pool not running');
    return this.#calls;
  }
}

/** A Pool of the spawn context: its workers are named `SpawnPoolWorker-1`, …. */
export class SpawnPool extends Pool {
  /** @internal */
  protected override get workerClass(): typeof PoolWorker {
    return SpawnPoolWorker;
  }
}
