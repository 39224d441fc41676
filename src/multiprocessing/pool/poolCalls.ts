/** Makes the jobs of a pool's methods, and hands them to its crew. */
import { inspect } from 'node:util';
import { AsyncResult } from './asyncResult.ts';
import { defaultChunksize, type Job } from './chunk.ts';
import type { Crew } from './crew.ts';
import { gather } from './gather.ts';
import { ImapIterator } from './imapIterator.ts';
import { ImapJob } from './imapJob.ts';
import { ApplyJob, MapJob, type JobOptions } from './jobs.ts';
import { Outcome, type Callbacks } from './outcome.ts';
import { checkTask, type MapOptions, type TaskOptions } from './poolOptions.ts';
import { TaskFunctions } from './taskFunctions.ts';

type AnyFunction = (...args: never[]) => unknown;
export type Items<T> = Iterable<T> | AsyncIterable<T>;

/** So many chunks of `imap` for each worker are under way, or done and not taken; more, when nobody has to wait for them. */
const WINDOW = 4;
const MOST_WINDOW = 128;

export class PoolCalls {
  readonly #crew: Crew;
  readonly #size: number;
  readonly #functions = new TaskFunctions();

  constructor(crew: Crew, size: number) {
    this.#crew = crew;
    this.#size = size;
  }

  apply<R>(
    method: string,
    func: AnyFunction,
    args: readonly unknown[] = [],
    options: TaskOptions & Callbacks<R>,
  ): AsyncResult<R> {
    checkTask(method, func, options);
    if (!Array.isArray(args)) throw new TypeError(`args must be an array, not ${inspect(args)}`);
    const outcome = new Outcome<R>(operationOf(method), func.name, options);
    this.#submit(outcome, func, options, (jobOptions) => new ApplyJob(outcome, jobOptions, args));
    return new AsyncResult(outcome);
  }

  map(
    method: string,
    func: AnyFunction,
    iterable: Items<unknown>,
    options: MapOptions & Callbacks<never[]>,
    isStar: boolean,
  ): AsyncResult<unknown[]> {
    checkTask(method, func, options);
    const outcome = new Outcome<unknown[]>(operationOf(method), func.name, options);
    const chunksize = (items: number): number => options.chunksize ?? defaultChunksize(items, this.#size);
    this.#submit(outcome, func, options, (jobOptions) => {
      const job = new MapJob(outcome, jobOptions, { chunksize, isStar, onProgress: options.onProgress });
      gather(iterable, (items) => {
        job.begin(items);
        this.#crew.pump();
      }).catch((error: unknown) => outcome.reject(error));
      return job;
    });
    return new AsyncResult(outcome);
  }

  imap<R>(
    method: string,
    func: AnyFunction,
    iterable: Items<unknown>,
    options: MapOptions,
    isOrdered: boolean,
  ): ImapIterator<R> {
    checkTask(method, func, options);
    const { chunksize = 1, retries = 0, signal } = options;
    const job = new ImapJob(
      iterable,
      {
        func: this.#functions.describe(func),
        retries,
        chunksize,
        isOrdered,
        window: WINDOW * this.#size,
        mostWindow: MOST_WINDOW * this.#size,
      },
      () => this.#crew.pump(),
    );
    this.#abortWith(signal, job);
    this.#crew.submit(job);
    return new ImapIterator(job, operationOf(method));
  }

  /** What cannot travel is the error of the task, and not of the call. */
  #submit(
    outcome: Outcome<never> | Outcome<unknown>,
    func: AnyFunction,
    { retries = 0, signal }: TaskOptions,
    makeJob: (options: JobOptions) => Job,
  ): void {
    try {
      const job = makeJob({ func: this.#functions.describe(func), retries });
      const stop = this.#abortWith(signal, job);
      if (stop !== null) outcome.onSettled = stop;
      this.#crew.submit(job);
    } catch (error) {
      outcome.reject(error);
    }
  }

  #abortWith(signal: AbortSignal | undefined, job: Job): (() => void) | null {
    if (signal === undefined) return null;
    const abort = (): void => {
      job.abandon(signal.reason);
      this.#crew.abort(job);
    };
    signal.addEventListener('abort', abort, { once: true });
    return () => signal.removeEventListener('abort', abort);
  }
}

/** As those who watch see the wait for it: what is not waited for by the method is by its result. */
function operationOf(method: string): string {
  return method.endsWith('Async') ? 'AsyncResult.get' : `Pool.${method}`;
}
