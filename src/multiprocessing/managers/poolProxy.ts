/** A Pool that processes share through a manager. */
import { AsyncResult } from '../pool/asyncResult.ts';
import { Outcome, type Callbacks } from '../pool/outcome.ts';
import { checkTask } from '../pool/poolOptions.ts';
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

type ApplyOptions = Omit<PoolCallOptions, 'chunksize'>;
type Items<T> = Iterable<T> | AsyncIterable<T>;

/**
 * A Pool whose workers are children of a manager's server; any process gives them tasks. The items of `map` and `starmap`
 * are all sent before the first is worked on.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.Pool
 */
export class PoolProxy extends BaseProxy {
  /** Calls `func(...args)` in a worker. @returns What it returned. @throws What it threw; as a Pool does. */
  async apply<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    args: A = [] as unknown as A,
    options: ApplyOptions = {},
  ): Promise<Awaited<R>> {
    checkCall('apply', func, options);
    return this.#call<Awaited<R>>('apply', func, args, options);
  }

  /** As `apply`, without waiting. */
  applyAsync<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    args: A = [] as unknown as A,
    options: ApplyOptions & Callbacks<Awaited<R>> = {},
  ): AsyncResult<Awaited<R>> {
    return this.#later('applyAsync', func, options, () => this.#call<Awaited<R>>('apply', func, args, options));
  }

  /** Calls `func(item)` for each item, in chunks. @returns The results, in the order of the items. */
  async map<T, R>(func: (item: T) => R, iterable: Items<T>, options: PoolCallOptions = {}): Promise<Awaited<R>[]> {
    checkCall('map', func, options);
    return this.#mapped('map', func, iterable, options);
  }

  /** As `map`, without waiting. */
  mapAsync<T, R>(
    func: (item: T) => R,
    iterable: Items<T>,
    options: PoolCallOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.#later('mapAsync', func, options, () => this.#mapped('map', func, iterable, options));
  }

  /** As `map`, but each item is a list of arguments: `func(...item)`. */
  async starmap<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    iterable: Items<A>,
    options: PoolCallOptions = {},
  ): Promise<Awaited<R>[]> {
    checkCall('starmap', func, options);
    return this.#mapped('starmap', func, iterable, options);
  }

  /** As `starmap`, without waiting. */
  starmapAsync<A extends readonly unknown[], R>(
    func: (...args: A) => R,
    iterable: Items<A>,
    options: PoolCallOptions & Callbacks<Awaited<R>[]> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.#later('starmapAsync', func, options, () => this.#mapped('starmap', func, iterable, options));
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
    return this.#each('imap', func, iterable, options);
  }

  /** Each result as soon as it is there. */
  imapUnordered<T, R>(
    func: (item: T) => R,
    iterable: Items<T>,
    options: PoolCallOptions = {},
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    return this.#each('imapUnordered', func, iterable, options);
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

  async #mapped<R>(method: string, func: unknown, iterable: Items<unknown>, options: PoolCallOptions): Promise<R> {
    return this.#call(method, func, await gathered(iterable), options);
  }

  async #call<R>(method: string, func: unknown, items: unknown, options: PoolCallOptions): Promise<R> {
    const args = [func, items, taskOptions(options)];
    return (await this._callmethod(method, args, { signal: options.signal, waits: true })) as R;
  }

  #later<R>(
    method: string,
    func: Named,
    options: PoolCallOptions & Callbacks<R>,
    call: () => Promise<R>,
  ): AsyncResult<R> {
    checkCall(method, func, options);
    const outcome = new Outcome<R>('AsyncResult.get', func.name, options);
    call().then(
      (value) => outcome.resolve(value),
      (error: unknown) => outcome.reject(error),
    );
    return new AsyncResult(outcome);
  }

  #each<T, R>(
    method: 'imap' | 'imapUnordered',
    func: (item: T) => R,
    iterable: Items<T>,
    options: PoolCallOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    checkCall(method, func, options);
    const open = method === 'imap' ? 'openImap' : 'openImapUnordered';
    const opened = () => this._callmethod(open, [func, taskOptions(options)]) as Promise<PoolIteratorProxy>;
    return imapThrough(opened, iterable, options.signal);
  }
}

type Named = { readonly name: string };

/** As a Pool checks it, but for what cannot be called from the server. */
function checkCall(method: string, func: unknown, options: PoolCallOptions): void {
  checkTask(method, func, options);
  if ('onProgress' in options) throw new TypeError(`${method}() of a manager's Pool has no option 'onProgress'`);
}

function taskOptions({ chunksize, retries }: PoolCallOptions): PoolCallOptions {
  return { ...(chunksize !== undefined && { chunksize }), ...(retries !== undefined && { retries }) };
}

async function gathered<T>(iterable: Items<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of iterable) items.push(item);
  return items;
}

registerProxy('PoolProxy', PoolProxy);
