import { inspect } from 'node:util';
import { AssertionError } from './errors.ts';
import { asHandle, restoreHandle, type HandleContent } from './handles.ts';
import { Lock, RLock } from './lock.ts';
import type { ObjectOptions } from './objectOptions.ts';
import { registerShared, Restored } from './sharedHandle.ts';
import { NO_SIGNAL, signalOf } from './signalOption.ts';
import { waitFor } from './waitFor.ts';

export interface ConditionWaitOptions {
  /** Gives the wait up; the lock is held again when it rejects. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Processes wait until another notifies them that something has changed. Its lock guards what they look at: `acquire`,
 * `release`, `runExclusive` and `hold` are the lock's.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Condition
 */
export class Condition extends Lock {
  readonly #lock: Lock;
  #waiting = 0;

  /** @param lock A Lock or RLock; default: an RLock of its own. @throws TypeError for what is none. */
  constructor(lock?: Lock | null, options?: ObjectOptions);
  /** @internal */
  constructor(lock: Lock | null | Restored, options?: ObjectOptions);
  constructor(lock: Lock | null | Restored = null, options: ObjectOptions = {}) {
    const isRestored = lock instanceof Restored;
    const own = isRestored ? (restoreHandle(lock.content[3] as HandleContent) as Lock) : checkedLock(lock, options);
    super(isRestored ? lock : options, { kind: 'Condition', args: [], permit: () => own.permit });
    this.#lock = own;
  }

  /**
   * Releases the lock, waits until it is notified, and acquires the lock again, as often as it was held.
   * @param timeout In seconds; null (the default) waits for ever.
   * @returns false after the timeout.
   * @throws AssertionError when this process does not hold the lock.
   */
  async wait(timeout: number | null = null, options: ConditionWaitOptions = NO_SIGNAL): Promise<boolean> {
    this.#assertMine('must acquire() condition before using wait()');
    const signal = signalOf('wait', options);
    signal?.throwIfAborted();
    const notified = this.askWithin('wait', [], { timeout, signal }, () => false);
    notified.catch(() => {}); // is awaited below
    this.#waiting++;
    const depth = await this.permit.releaseFully(); // who gets the lock finds this one waiting, since that was sent before
    try {
      return (await notified) as boolean;
    } finally {
      this.#waiting = Math.max(0, this.#waiting - 1); // one that is notified is not counted any more
      await this.permit.restore(depth);
    }
  }

  /**
   * Waits until `predicate` is true; it is called with the lock held, at first and after each notification.
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

  /**
   * Wakes those that wait longest. With nobody waiting, nothing is kept for later.
   * @param n How many at most.
   * @throws AssertionError when this process does not hold the lock.
   */
  async notify(n = 1): Promise<void> {
    this.#assertMine('lock is not owned');
    await this.tell('notify', n);
  }

  /** Wakes all. @throws AssertionError when this process does not hold the lock. */
  async notifyAll(): Promise<void> {
    this.#assertMine('lock is not owned');
    await this.tell('notify', null);
  }

  /** How many wait. */
  async nWaiting(): Promise<number> {
    this.#waiting = Number(await this.ask('waiting'));
    return this.#waiting;
  }

  /** With how many wait, as far as this process knows: its own, or as many as `nWaiting` told last. */
  override toString(): string {
    return `<${this.constructor.name}(${this.#lock.toString()}, ${this.#waiting})>`;
  }

  /** @internal With its lock. */
  override [asHandle](): HandleContent {
    const [kind, id, name] = super[asHandle]();
    return [kind, id, name, this.#lock[asHandle]()];
  }

  #assertMine(message: string): void {
    if (!this.permit.isMine) throw new AssertionError(message);
  }
}

registerShared('Condition', Condition);

function checkedLock(lock: unknown, options: ObjectOptions): Lock {
  if (lock === null) return new RLock(options);
  if (lock instanceof Lock) return lock;
  throw new TypeError(`the lock of a Condition must be a Lock or an RLock, not ${inspect(lock)}`);
}
