/** A Condition in a manager's server: that of Python's `threading`. */
import { RuntimeError } from '../errors.ts';
import type { WaitOptions } from '../sharedHandle.ts';
import { BaseProxy, referentHere } from './baseProxy.ts';
import { described, type Described } from './described.ts';
import { LockObject, RLockObject } from './lockObject.ts';
import { currentCall, GivenUp, patience, type ServerCall } from './serverCall.ts';
import { Waiting } from './waiting.ts';

export class ConditionObject implements Described {
  readonly #lock: LockObject | RLockObject;
  readonly #waiting = new Waiting();

  /** @param lock The proxy of a Lock or RLock of this server; default: an RLock of its own. */
  constructor(lock: unknown = null) {
    const given = lock instanceof BaseProxy ? lock[referentHere]() : lock;
    if (given !== null && !(given instanceof LockObject) && !(given instanceof RLockObject))
      throw new TypeError("the lock of a manager's Condition must be a Lock or RLock of the same manager");
    this.#lock = given ?? new RLockObject();
  }

  acquire(options?: WaitOptions): boolean | Promise<boolean> {
    return this.#lock.acquire(options);
  }

  release(): void {
    this.#lock.release();
  }

  locked(): boolean {
    return this.#lock.locked();
  }

  /** Those who wait to be notified; who waits for its lock, that tells. */
  [described]() {
    const waiters = this.#waiting.processes();
    return { ...this.#lock[described](), depth: waiters.length, waiters };
  }

  /**
   * Releases the lock, waits until it is notified, and has the lock again.
   * @returns false after the timeout. @throws RuntimeError when the process does not have the lock.
   */
  async wait(timeout: number | null = null): Promise<boolean> {
    const call = currentCall();
    const seconds = patience({ timeout });
    this.#checkOwned(call, 'wait on');
    const depth = this.#lock.releaseFully();
    try {
      return await this.#waiting.wait(call, seconds);
    } finally {
      if (!call.isGone) await this.#restore(call, depth);
    }
  }

  /** Wakes those that wait longest. @throws RuntimeError when the process does not have the lock. */
  notify(n = 1): void {
    this.#checkOwned(currentCall(), 'notify on');
    for (let left = n; left > 0 && this.#waiting.size > 0; left--) this.#waiting.wakeFirst();
  }

  /** @throws RuntimeError when the process does not have the lock. */
  notifyAll(): void {
    this.notify(Infinity);
  }

  /** Also when the call was given up: whoever comes back from a wait has the lock. */
  async #restore(call: ServerCall, depth: number): Promise<void> {
    try {
      await this.#lock.restore(call, depth);
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      if (!call.isGone) await this.#restore(call, depth);
    }
  }

  #checkOwned(call: ServerCall, what: string): void {
    if (!this.#lock.isOwnedBy(call.caller)) throw new RuntimeError(`cannot ${what} un-acquired lock`);
  }
}
