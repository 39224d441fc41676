/** Locks and semaphores that processes share through a manager. */
import { checkWaitOptions } from '../waitOptions.ts';
import type { SignalOption } from '../signalOption.ts';
import type { WaitOptions } from '../sharedHandle.ts';
import { BaseProxy, registerProxy } from './baseProxy.ts';

/**
 * Python's `threading.Lock` in a manager's server. One that a process has when it ends goes to the next that waits, with a
 * warning on that one's logger; in Python it is held for ever.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.Lock
 */
export class LockProxy extends BaseProxy {
  /**
   * Waits until this process has it.
   * @param options `block: false` or a timeout of 0 and less do not wait; `signal` gives the wait up.
   * @returns false when it could not be had, or not in time.
   */
  async acquire(options: WaitOptions = {}): Promise<boolean> {
    checkWaitOptions('acquire', options);
    const { block, timeout, signal } = options;
    const args = block === undefined && timeout === undefined ? [] : [{ block, timeout }];
    return (await this._callmethod('acquire', args, { signal, waits: true })) as boolean;
  }

  /** Gives it back; any process may do so. @throws RuntimeError when nobody has it. */
  async release(): Promise<void> {
    await this._callmethod('release');
  }

  /** Whether somebody has it. */
  async locked(): Promise<boolean> {
    return (await this._callmethod('locked')) as boolean;
  }

  /** Python's `with lock:`: releases it in the end, also after an error. @returns What `body` returns. */
  async runExclusive<R>(body: () => R | Promise<R>, options?: SignalOption): Promise<R> {
    await this.acquire(options);
    try {
      return await body();
    } finally {
      await this.release();
    }
  }

  /** Acquires it: `await using _ = await lock.hold()` releases it at the end of the block. */
  async hold(options?: SignalOption): Promise<AsyncDisposable> {
    await this.acquire(options);
    let released: Promise<void> | undefined;
    return { [Symbol.asyncDispose]: () => (released ??= this.release()) };
  }
}

/** A lock that the process that has it may acquire again, and has to release as often: Python's `threading.RLock`. */
export class RLockProxy extends LockProxy {
  /** Gives it back once. @throws RuntimeError when this process does not have it. */
  override release(): Promise<void> {
    return super.release();
  }
}

/** Python's `threading.Semaphore`. What a process that ends has acquired and not released comes back. */
export class SemaphoreProxy extends LockProxy {
  /** Raises the number; whoever waits longest goes on. */
  override release(): Promise<void> {
    return super.release();
  }

  /** The number now. */
  async getValue(): Promise<number> {
    return (await this._callmethod('getValue')) as number;
  }

  /** Whether none can be acquired. */
  override async locked(): Promise<boolean> {
    return (await this.getValue()) === 0;
  }
}

/** Python's `threading.BoundedSemaphore`. */
export class BoundedSemaphoreProxy extends SemaphoreProxy {
  /** Raises the number. @throws ValueError when it would be above its start. */
  override release(): Promise<void> {
    return super.release();
  }
}

registerProxy('LockProxy', LockProxy);
registerProxy('RLockProxy', RLockProxy);
registerProxy('SemaphoreProxy', SemaphoreProxy);
registerProxy('BoundedSemaphoreProxy', BoundedSemaphoreProxy);
