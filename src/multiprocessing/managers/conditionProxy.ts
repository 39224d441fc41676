import type { ConditionWaitOptions } from '../condition.ts';
import { NO_SIGNAL, signalOf } from '../signalOption.ts';
import { checkTimeout } from '../timeouts.ts';
import { waitFor } from '../waitFor.ts';
import { registerProxy } from './baseProxy.ts';
import { LockProxy } from './lockProxy.ts';

/**
 * Python's `threading.Condition` in a manager's server; `acquire`, `release`, `runExclusive` and `hold` are its lock's.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.Condition
 */
export class ConditionProxy extends LockProxy {
  /**
   * Releases the lock, waits until it is notified, and acquires the lock again.
   * @param timeout In seconds; null (the default) waits for ever.
   * @returns false after the timeout. @throws RuntimeError when this process does not have the lock.
   */
  async wait(timeout: number | null = null, options: ConditionWaitOptions = NO_SIGNAL): Promise<boolean> {
    checkTimeout(timeout);
    const signal = signalOf('wait', options);
    return (await this._callmethod('wait', [timeout], { signal, waits: true })) as boolean;
  }

  /**
   * Waits until `predicate` is true; it is called here, with the lock held, at first and after each notification.
   * @param timeout In seconds; null (the default) waits for ever.
   * @returns What `predicate` returned last: after the timeout, something that is not true.
   */
  async waitFor<T>(
    predicate: () => T | Promise<T>,
    timeout: number | null = null,
    options: ConditionWaitOptions = NO_SIGNAL,
  ): Promise<T> {
    signalOf('waitFor', options);
    return waitFor(predicate, timeout, (left) => this.wait(left, options));
  }

  /** Wakes those that wait longest. @param n How many at most. @throws RuntimeError when this process has not the lock. */
  async notify(n = 1): Promise<void> {
    await this._callmethod('notify', [n]);
  }

  /** Wakes all. @throws RuntimeError when this process does not have the lock. */
  async notifyAll(): Promise<void> {
    await this._callmethod('notifyAll');
  }
}

registerProxy('ConditionProxy', ConditionProxy);
