/** A Pool in a manager's server. The items of an `imap` come from the process that called it, as there is room for them. */
import { deferred, type Deferred } from '../../base/deferred.ts';
import { Pool } from '../pool/pool.ts';
import type { MapOptions } from '../pool/poolOptions.ts';
import { described, type Described } from './described.ts';
import { callerLeft, currentCall, type Caller, type CallerAware } from './serverCall.ts';

type Task = (item: unknown) => unknown;

export class PoolObject extends Pool {
  openImap(func: Task, options: MapOptions): PoolIterator {
    return new PoolIterator((items) => this.imap(func, items, options));
  }

  openImapUnordered(func: Task, options: MapOptions): PoolIterator {
    return new PoolIterator((items) => this.imapUnordered(func, items, options));
  }
}

/** What a PoolIteratorProxy is of. */
class PoolIterator implements CallerAware, Described {
  readonly #items = new Feed();
  readonly #results: AsyncIterator<unknown, undefined>;
  readonly #caller = currentCall().caller;

  constructor(open: (items: Feed) => AsyncIterator<unknown, undefined>) {
    this.#results = open(this.#items);
  }

  /** @returns When the pool has taken all items; false: it takes none any more. */
  put(items: readonly unknown[]): Promise<boolean> {
    return this.#items.put(items);
  }

  /** There are no more items. */
  end(): void {
    this.#items.end();
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    return this.#results.next();
  }

  /** No more results are wanted. */
  async close(): Promise<void> {
    await this.#results.return?.();
  }

  [described]() {
    return null;
  }

  [callerLeft](caller: Caller): void {
    if (caller === this.#caller) void this.close();
  }
}

/** Items that come by and by, and for which there is room when the last have been taken. */
class Feed implements AsyncIterableIterator<unknown, undefined> {
  #items: readonly unknown[] = [];
  #next = 0;
  #isEnded = false;
  #room: Deferred<boolean> | null = null;
  #wanted: Deferred<IteratorResult<unknown, undefined>> | null = null;

  put(items: readonly unknown[]): Promise<boolean> {
    if (this.#isEnded) return Promise.resolve(false);
    [this.#items, this.#next] = [items, 0];
    this.#room = deferred<boolean>();
    const { promise } = this.#room;
    this.#serve();
    return promise;
  }

  end(): void {
    this.#isEnded = true;
    this.#room?.resolve(false);
    this.#serve();
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    this.#wanted = deferred<IteratorResult<unknown, undefined>>();
    const { promise } = this.#wanted;
    this.#serve();
    return promise;
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.#next = this.#items.length;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Whoever wants an item asks for the next one only when this one has come. */
  #serve(): void {
    const wanted = this.#wanted;
    if (wanted === null) return;
    if (this.#next < this.#items.length) wanted.resolve({ done: false, value: this.#items[this.#next++] });
    else if (this.#isEnded) wanted.resolve({ done: true, value: undefined });
    else return;
    this.#wanted = null;
    if (this.#next === this.#items.length) this.#room?.resolve(true);
  }
}
