import { deferred, type Deferred } from '../../base/deferred.ts';
import { TimeoutError } from '../errors.ts';
import { holdLoop, releaseLoop } from '../hubClient/loopHold.ts';
import { within } from '../timeouts.ts';
import { beginWait } from '../waits.ts';
import type { ImapJob, ItemResult } from './imapJob.ts';

/**
 * The results of `imap` and `imapUnordered`, as they come. An error comes at its place, and the results behind it can
 * still be taken by `next()`. Leaving a `for await` early gives up what has not been started.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool.imap
 */
export class ImapIterator<R> implements AsyncIterableIterator<R> {
  readonly #job: ImapJob;
  readonly #operation: string;
  /** Those who wait for the next results, in the order of their calls. */
  readonly #waiting: Deferred<IteratorResult<R, undefined>>[] = [];
  #isClosed = false;

  /** @internal */
  constructor(job: ImapJob, operation: string) {
    this.#job = job;
    this.#operation = operation;
    job.onResult = () => this.#serve();
  }

  /**
   * The next result. Rejects with what the task threw.
   * @param timeout In seconds; null (the default) waits for ever.
   * @throws TimeoutError when it has not come in time; a later call may get it.
   */
  async next(timeout: number | null = null): Promise<IteratorResult<R, undefined>> {
    const wanted = deferred<IteratorResult<R, undefined>>();
    this.#waiting.push(wanted);
    this.#serve();
    if (this.#waiting.includes(wanted)) await this.#wait(wanted, timeout);
    return wanted.promise;
  }

  /** No more results are wanted. */
  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#isClosed = true;
    this.#job.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #wait(wanted: Deferred<unknown>, timeout: number | null): Promise<void> {
    const endWait = beginWait(this.#operation, () => this.#job.func.name);
    holdLoop();
    try {
      if (await within(settled(wanted.promise), timeout)) return;
      this.#waiting.splice(this.#waiting.indexOf(wanted as Deferred<IteratorResult<R, undefined>>), 1);
      wanted.reject(new TimeoutError());
    } finally {
      releaseLoop();
      endWait?.();
    }
  }

  #serve(): void {
    while (this.#waiting.length > 0) {
      const result = this.#isClosed ? 'end' : this.#job.take();
      if (result === null) return;
      settle(this.#waiting.shift() as Deferred<IteratorResult<R, undefined>>, result);
    }
  }
}

function settle<R>(wanted: Deferred<IteratorResult<R, undefined>>, result: ItemResult | 'end'): void {
  if (result === 'end') wanted.resolve({ done: true, value: undefined });
  else if ('error' in result) wanted.reject(result.error);
  else wanted.resolve({ done: false, value: result.value as R });
}

/** Whatever has come of it. */
function settled(promise: Promise<unknown>): Promise<void> {
  return promise.then(
    () => {},
    () => {},
  );
}
