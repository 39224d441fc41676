import type { WaitOptions } from '../sharedHandle.ts';
import { checkWaitOptions } from '../waitOptions.ts';
import { BaseProxy, registerProxy } from './baseProxy.ts';

/**
 * Python's `queue.Queue` in a manager's server: any process that reaches the server can use it, of other programs, too.
 * Items are the receiver's own, and not frozen.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.Queue
 */
export class QueueProxy<T = unknown> extends BaseProxy implements AsyncIterable<T> {
  /** Puts an item at the end; waits while the queue is full. @throws Full when there is no room in time. */
  async put(item: T, options: WaitOptions = {}): Promise<void> {
    await this.#waiting('put', [item], options);
  }

  /** `put` that does not wait. @throws Full */
  putNowait(item: T): Promise<void> {
    return this.put(item, { block: false });
  }

  /** Takes the first item, and waits for one. @throws Empty when none came in time. */
  async get(options: WaitOptions = {}): Promise<T> {
    return (await this.#waiting('get', [], options)) as T;
  }

  /** `get` that does not wait. @throws Empty */
  getNowait(): Promise<T> {
    return this.get({ block: false });
  }

  /** How many items there are. */
  async qsize(): Promise<number> {
    return (await this._callmethod('qsize')) as number;
  }

  async empty(): Promise<boolean> {
    return (await this._callmethod('empty')) as boolean;
  }

  /** Whether a bounded queue has no room; one without limit is never full. */
  async full(): Promise<boolean> {
    return (await this._callmethod('full')) as boolean;
  }

  /** Each item, until `null` comes (Python's `iter(queue.get, None)`). */
  async *[Symbol.asyncIterator](): AsyncGenerator<NonNullable<T>, void, undefined> {
    for (;;) {
      const item = await this.get();
      if (item === null) break;
      yield item as NonNullable<T>;
    }
    await this.sentinelTaken();
  }

  /** @internal */
  protected async sentinelTaken(): Promise<void> {}

  #waiting(method: string, args: readonly unknown[], options: WaitOptions): Promise<unknown> {
    checkWaitOptions(method, options);
    const { block, timeout, signal } = options;
    const hasOptions = block !== undefined || timeout !== undefined;
    return this._callmethod(method, hasOptions ? [...args, { block, timeout }] : args, { signal, waits: true });
  }
}

/** A queue whose items are tasks: `join` waits until each has been reported done. */
export class JoinableQueueProxy<T = unknown> extends QueueProxy<T> {
  /** A task that was taken is done. @throws ValueError when called more often than items were put. */
  async taskDone(): Promise<void> {
    await this._callmethod('taskDone');
  }

  /** Waits until `taskDone` has been called for each item that was put. */
  async join(): Promise<void> {
    await this._callmethod('join', [], { waits: true });
  }

  /** @internal */
  protected override sentinelTaken(): Promise<void> {
    return this.taskDone();
  }
}

registerProxy('QueueProxy', QueueProxy);
registerProxy('JoinableQueueProxy', JoinableQueueProxy);
