/** The queues in a manager's server: those of Python's `queue`. */
import { inspect } from 'node:util';
import { Empty, Full, ValueError } from '../errors.ts';
import type { WaitOptions } from '../sharedHandle.ts';
import { described, type Described, type ObjectState } from './described.ts';
import { currentCall, patience } from './serverCall.ts';
import { Waiting } from './waiting.ts';

/** Cut off at the front only now and then. */
const CUT_AT = 1024;

export class QueueObject<T = unknown> implements Described {
  readonly #maxsize: number;
  #items: T[] = [];
  /** Where the first item is. */
  #first = 0;
  readonly #getters = new Waiting();
  readonly #putters = new Waiting();
  readonly #joiners = new Waiting();
  /** Items, and room, that are kept for those who have been woken and have not taken it yet. */
  #promisedItems = 0;
  #promisedRoom = 0;
  #unfinished = 0;

  constructor(maxsize = 0) {
    if (typeof maxsize !== 'number' || Number.isNaN(maxsize))
      throw new TypeError(`maxsize must be a number, not ${inspect(maxsize)}`);
    this.#maxsize = maxsize;
  }

  /** Waits while it is full. @throws Full */
  put(item: T, options?: WaitOptions): void | Promise<void> {
    if (this.#hasRoom && this.#putters.size === 0) return this.#add(item);
    const timeout = patience(options);
    if (timeout === 0) throw new Full();
    return this.#putters.wait(currentCall(), timeout).then((isWoken) => {
      if (!isWoken) throw new Full();
      this.#promisedRoom--;
      this.#add(item);
    });
  }

  putNowait(item: T): void | Promise<void> {
    return this.put(item, { block: false });
  }

  /** Waits for an item. @throws Empty */
  get(options?: WaitOptions): T | Promise<T> {
    if (this.qsize() > this.#promisedItems) return this.#take();
    const timeout = patience(options);
    if (timeout === 0) throw new Empty();
    return this.#getters.wait(currentCall(), timeout).then((isWoken) => {
      if (!isWoken) throw new Empty();
      this.#promisedItems--;
      return this.#take();
    });
  }

  getNowait(): T | Promise<T> {
    return this.get({ block: false });
  }

  qsize(): number {
    return this.#items.length - this.#first;
  }

  empty(): boolean {
    return this.qsize() === 0;
  }

  full(): boolean {
    return this.#maxsize > 0 && this.qsize() >= this.#maxsize;
  }

  /** @throws ValueError when called more often than items were put. */
  taskDone(): void {
    if (this.#unfinished === 0) throw new ValueError('task_done() called too many times');
    if (--this.#unfinished === 0) this.#joiners.wakeAll();
  }

  /** Waits until `taskDone` has been called for each item. */
  async join(): Promise<void> {
    if (this.#unfinished > 0) await this.#joiners.wait(currentCall(), null);
  }

  [described](): ObjectState {
    const waiters = [this.#getters, this.#putters, this.#joiners].flatMap((waiting) => waiting.processes());
    return { depth: this.qsize(), limit: this.#maxsize > 0 ? this.#maxsize : null, waiters };
  }

  protected get unfinished(): number {
    return this.#unfinished;
  }

  get #hasRoom(): boolean {
    return this.#maxsize <= 0 || this.qsize() + this.#promisedRoom < this.#maxsize;
  }

  #add(item: T): void {
    this.#items.push(item);
    this.#unfinished++;
    if (this.#getters.wakeFirst() !== undefined) this.#promisedItems++;
  }

  #take(): T {
    const item = this.#items[this.#first] as T;
    this.#items[this.#first++] = undefined as T;
    if (this.#first >= CUT_AT && this.#first * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    if (this.#hasRoom && this.#putters.wakeFirst() !== undefined) this.#promisedRoom++;
    return item;
  }
}

/** Of which somebody calls `taskDone`. */
export class JoinableQueueObject<T = unknown> extends QueueObject<T> {
  override [described](): ObjectState {
    return { ...super[described](), unfinished: this.unfinished };
  }
}
