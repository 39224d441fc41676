/** A Pool that processes share through a manager. */
import { AsyncResult } from '../pool/asyncResult.ts';
import { Outcome, type Callbacks } from '../pool/outcome.ts';
import { BaseProxy, registerProxy } from './baseProxy.ts';
import { imapThrough, type PoolIteratorProxy } from './poolIteratorProxy.ts';

export interface PoolCallOptions {
  /** Gives the wait up; the tasks go on. */
  readonly signal?: AbortSignal | undefined;
  /** How many items at a time a worker is given. */
  readonly chunksize?: number | undefined;
  /** How often a task is run again whose worker has died. */
  readonly retries?: number | undefined;
}

type Items<T> = Iterable<T> | AsyncIterable<T>;

/**
 * A Pool whose workers are children of a manager's server; any process gives them tasks. The items of `map` and `starmap`
 * are all sent before the first is worked on.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool
 */
export class PoolProxy extends BaseProxy {
  /** Calls `func(...args)` in a worker. @returns What it returned. @throws What it threw; as a Pool does. */
  apply<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    args: A = [] as unknown as A,
    options: PoolCallOptions = {},
  ): Promise<Awaited<R>> {
    return this.#call('apply', func, args, options);
  }

  /** As `apply`, without waiting. */
  applyAsync<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    args: A = [] as unknown as A,
    options: PoolCallOptions & Callbacks<Awaited<R>> = {},
  ): AsyncResult<Awaited<R>> {
    return later(func, this.#call<Awaited<R>>('apply', func, args, options), options);
  }

  /** Calls `func(item)` for each item, in chunks. @returns The results, in the order of the items. */
  async map<T, R>(func: (item: T) => R, iterable: Items<T>, options: PoolCallOptions = {}): Promise<Awaited<R>[]> {
    return this.#call('map', func, await gathered(iterable), options);
  }

  /** As `map`, without waiting. */
  mapAsync<T, R>(
    func: (item: T) => R,
    iterable: Items<T>,
    options: PoolCallOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return later(func, this.map(func, iterable, options), options);
  }

  /** As `map`, but each item is a list of arguments: `func(...item)`. */
  async starmap<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    iterable: Items<A>,
    options: PoolCallOptions = {},
  ): Promise<Awaited<R>[]> {
    return this.#call('starmap', func, await gathered(iterable), options);
  }

  /** As `starmap`, without waiting. */
  starmapAsync<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    iterable: Items<A>,
    options: PoolCallOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return later(func, this.starmap(func, iterable, options), options);
  }

  /**
   * The results one by one, in the order of the items. Items are taken from the iterable and sent as results are taken, so
   * that it may be endless.
   */
  imap<T, R>(
    func: (item: T) => R,
    iterable: Items<T>,
    options: PoolCallOptions = {},
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    return this.#each('openImap', func, iterable, options);
  }

  /** Each result as soon as it is there. */
  imapUnordered<T, R>(
    func: (item: T) => R,
    iterable: Items<T>,
    options: PoolCallOptions = {},
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    return this.#each('openImapUnordered', func, iterable, options);
  }

  /** Takes no more tasks; when the last is done, the workers end. */
  async close(): Promise<void> {
    await this._callmethod('close');
  }

  /** Ends the workers at once; what is not done is rejected. */
  async terminate(): Promise<void> {
    await this._callmethod('terminate');
  }

  /** Waits until the workers have ended. @throws ValueError before `close()` or `terminate()`. */
  async join(): Promise<void> {
    await this._callmethod('join', [], { waits: true });
  }

  async #call<R>(method: string, func: unknown, items: unknown, { signal, ...options }: PoolCallOptions): Promise<R> {
    return (await this._callmethod(method, [func, items, taskOptions(options)], { signal, waits: true })) as R;
  }

  #each<T, R>(
    open: 'openImap' | 'openImapUnordered',
    func: (item: T) => R,
    iterable: Items<T>,
    { signal, ...options }: PoolCallOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    const opened = () => this._callmethod(open, [func, taskOptions(options)]) as Promise<PoolIteratorProxy>;
    return imapThrough(opened, iterable, signal);
  }
}

function taskOptions({ chunksize, retries }: PoolCallOptions): PoolCallOptions {
  return { ...(chunksize !== undefined && { chunksize }), ...(retries !== undefined && { retries }) };
}

async function gathered<T>(iterable: Items<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

function later<R>(func: { readonly name: string }, result: Promise<R>, callbacks: Callbacks<R>): AsyncResult<R> {
  const outcome = new Outcome<R>('AsyncResult.get', func.name, callbacks);
  result.then(
    (value) => outcome.resolve(value),
    (error: unknown) => outcome.reject(error),
  );
  return new AsyncResult(outcome);
}

registerProxy('PoolProxy', PoolProxy);
