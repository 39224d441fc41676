/**
 * Queues between processes.
 * https://docs.python.org/3/library/multiprocessing.html#pipes-and-queues
 */
import { inspect } from 'node:util';
import { AssertionError, Full, OSError, ValueError } from './errors.ts';
import { Op } from './hubWire/frames.ts';
import { hub } from './hubClient/hubClient.ts';
import { QueueHandle } from './queueHandle.ts';
import { Run } from './run.ts';
import type { ObjectOptions } from './objectOptions.ts';
import { registerShared, Restored, type WaitOptions } from './sharedHandle.ts';
import { checkWaitOptions } from './waitOptions.ts';

const NO_OPTIONS: WaitOptions = {};

/** A queue for any number of producers and consumers, in any processes of the tree. */
export class Queue<T = unknown> extends QueueHandle<T> implements AsyncIterable<T> {
  readonly #maxsize: number;
  #closed = false;

  /**
   * @param maxsize How many items it holds; `put` waits while it is full. 0 (the default) and less: no limit.
   */
  constructor(maxsize: number | Restored = 0, options: ObjectOptions = {}, kind = 'Queue') {
    super(kind, maxsize instanceof Restored ? maxsize : [checkedSize(maxsize)], options);
    this.#maxsize = maxsize instanceof Restored ? Number(maxsize.content[3]) : maxsize;
  }

  /**
   * Puts an item at the end; it is serialized at once. When it resolves, every process sees the item.
   * @throws PicklingError that names the path to what cannot travel; Full when there is no room in time; ValueError when
   * the queue is closed in this process; TypeError for an option that there is not.
   */
  put(item: T, options: WaitOptions = NO_OPTIONS): Promise<void> {
    try {
      this.#checkOpen();
      if (options !== NO_OPTIONS) checkWaitOptions('put', options);
      return this.#maxsize > 0 ? this.#putWhenRoom(item, options) : this.send(item);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** `put` that does not wait. @throws Full */
  putNowait(item: T): Promise<void> {
    return this.put(item, { block: false });
  }

  /**
   * Takes the first item, and waits for one.
   * @throws Empty when none came in time; EOFError when nobody is left that could put one; whatever an item that cannot
   * be rebuilt says: that one is used up, the queue goes on; TypeError for an option that there is not.
   */
  get(options: WaitOptions = NO_OPTIONS): Promise<T> {
    try {
      this.#checkOpen();
      if (options !== NO_OPTIONS) checkWaitOptions('get', options);
      return this.receive(options) as Promise<T>;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** `get` that does not wait. @throws Empty */
  getNowait(): Promise<T> {
    return this.get({ block: false });
  }

  /** How many items were put and not taken. */
  qsize(): Promise<number> {
    return this.size();
  }

  /** Whether nothing is left to take. @throws OSError when the hub is gone. */
  async empty(): Promise<boolean> {
    return (await this.size()) === 0;
  }

  /** Whether a bounded queue has no room; one without limit is never full. */
  async full(): Promise<boolean> {
    return this.#maxsize > 0 && (await this.size()) >= this.#maxsize;
  }

  /** This process will not use the queue any more; what it has put is delivered. */
  close(): void {
    this.#closed = true;
    void this.flushed();
  }

  /** Waits until what this process has put has left it. @throws AssertionError when the queue is not closed. */
  async joinThread(): Promise<void> {
    if (!this.#closed) throw new AssertionError(`Queue ${this.toString()} not closed`);
    await this.flushed();
  }

  /**
   * What is in the queue may be lost: a program that ends with it does not warn. Nothing waits for what has been put, with
   * or without this: it leaves this process as it is put.
   */
  cancelJoinThread(): void {
    this.tell('cancelJoinThread').catch(() => {}); // the hub is gone, and the items with it
  }

  /** Each item, until `null` comes (Python's `iter(queue.get, None)`) or this process closes the queue. */
  async *[Symbol.asyncIterator](): AsyncGenerator<NonNullable<T>, void, undefined> {
    while (!this.#closed) {
      const item = await this.get();
      if (item === null) break;
      yield item as NonNullable<T>;
    }
    if (!this.#closed) await this.sentinelTaken();
  }

  /** @internal */
  protected async sentinelTaken(): Promise<void> {}

  async #putWhenRoom(item: T, { block = true, timeout = null, signal }: WaitOptions): Promise<void> {
    const nowait = !block || (timeout !== null && timeout <= 0);
    const sendLater = this.prepare(item);
    await this.askWithin('put', [nowait], { block: !nowait, timeout: nowait ? null : timeout, signal }, full);
    await sendLater();
  }

  #checkOpen(): void {
    if (this.#closed) throw new ValueError(`Queue ${this.toString()} is closed`);
  }
}

/** A queue whose items are tasks: `join` waits until each has been reported done. */
export class JoinableQueue<T = unknown> extends Queue<T> {
  #open = 0;
  #done = 0;
  readonly #run = new Run(() => {
    this.#tellDone();
    hub.flush();
  });

  readonly #tellDone = (): void => {
    hub.ungathered(this.#tellDone);
    if (this.#done > 0) hub.send(Op.note, this.objectId, 0, JSON.stringify(['taskDone', this.#done]));
    this.#done = 0;
  };

  constructor(maxsize: number | Restored = 0, options: ObjectOptions = {}) {
    super(maxsize, options, 'JoinableQueue');
  }

  override async get(options?: WaitOptions): Promise<T> {
    const item = await super.get(options);
    this.#open++;
    return item;
  }

  /** A task that was taken is done. @throws ValueError when called more often than items were put. */
  async taskDone(): Promise<void> {
    if (this.#open === 0) return void (await this.ask('taskDone'));
    this.#open--; // one of those that this process has taken: it cannot be too many
    if (hub.error !== null) throw hub.error;
    if (this.#done++ === 0) hub.gathered(this.#tellDone);
    this.#run.next(false);
    if (hub.congested) await hub.drained();
  }

  /** Waits until `taskDone` has been called for each item that was put. */
  async join(): Promise<void> {
    await this.askWithin('join', [], {}, () => null);
  }

  /** @internal */
  protected override sentinelTaken(): Promise<void> {
    return this.taskDone();
  }
}

/** A queue without limit and timeouts. */
export class SimpleQueue<T = unknown> extends QueueHandle<T> {
  #closed = false;

  constructor(options: ObjectOptions | Restored = {}) {
    super('SimpleQueue', options instanceof Restored ? options : [], options instanceof Restored ? {} : options);
  }

  /** @throws PicklingError that names the path to what cannot travel; OSError when this process has closed the queue. */
  async put(item: T): Promise<void> {
    this.#checkOpen();
    await this.send(item);
  }

  /**
   * Takes the first item, and waits for one.
   * @throws OSError when this process has closed the queue; EOFError when nobody is left that could put one.
   */
  async get(): Promise<T> {
    this.#checkOpen();
    return (await this.receive(NO_OPTIONS)) as T;
  }

  /** Whether nothing is left to take. @throws OSError when this process has closed the queue. */
  async empty(): Promise<boolean> {
    this.#checkOpen();
    return (await this.size()) === 0;
  }

  /** This process will not use the queue any more; what it has put is delivered. */
  close(): void {
    this.#closed = true;
    void this.flushed();
  }

  #checkOpen(): void {
    if (this.#closed) throw new OSError('handle is closed');
  }
}

function checkedSize(maxsize: unknown): number {
  if (typeof maxsize === 'number' && !Number.isNaN(maxsize)) return maxsize;
  throw new TypeError(`maxsize must be a number, not ${inspect(maxsize)}`);
}

registerShared('Queue', Queue);
registerShared('JoinableQueue', JoinableQueue);
registerShared('SimpleQueue', SimpleQueue);

function full(): never {
  throw new Full();
}
