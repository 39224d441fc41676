/** A Lock and an RLock in a manager's server: those of Python's `threading`, whose threads are processes here. */
import { RuntimeError } from '../errors.ts';
import { warning } from '../logging.ts';
import type { WaitOptions } from '../sharedHandle.ts';
import { callerLeft, currentCall, patience, type Caller, type CallerAware, type ServerCall } from './serverCall.ts';
import { Waiting } from './waiting.ts';

/** What a Condition needs of its lock. */
export interface ConditionLock extends CallerAware {
  isOwnedBy(caller: Caller): boolean;
  /** @returns How often it was held. */
  releaseFully(): number;
  restore(call: ServerCall, depth: number): Promise<void>;
}

/** The next one is warned that gets what a process had that is gone. */
export class LostBy {
  #label: string | null = null;

  set(caller: Caller): void {
    this.#label = caller.label;
    warning(`${caller.label} is gone, and had not released a lock of the manager's: it goes to the next`);
  }

  tell(caller: Caller): void {
    if (this.#label !== null)
      caller.warn(
        `the lock was held by ${this.#label}, which is gone; it is yours now, and what it protects may be half done`,
      );
    this.#label = null;
  }
}

export class LockObject implements ConditionLock {
  readonly #waiting = new Waiting();
  readonly #lostBy = new LostBy();
  #owner: Caller | null = null;

  /** @returns Whether it could be had in time. */
  acquire(options?: WaitOptions): boolean | Promise<boolean> {
    const call = currentCall();
    if (this.#owner === null) return this.#take(call.caller);
    const timeout = patience(options);
    return timeout === 0 ? false : this.#waiting.wait(call, timeout);
  }

  /** By whomever. @throws RuntimeError when nobody has it. */
  release(): void {
    if (this.#owner === null) throw new RuntimeError('release unlocked lock');
    this.#next();
  }

  locked(): boolean {
    return this.#owner !== null;
  }

  isOwnedBy(caller: Caller): boolean {
    return this.#owner === caller;
  }

  releaseFully(): number {
    this.release();
    return 1;
  }

  async restore(call: ServerCall): Promise<void> {
    if (this.#owner === null) this.#take(call.caller);
    else await this.#waiting.wait(call, null);
  }

  [callerLeft](caller: Caller): void {
    if (this.#owner !== caller) return;
    this.#lostBy.set(caller);
    this.#next();
  }

  #next(): void {
    this.#owner = null;
    const next = this.#waiting.wakeFirst();
    if (next !== undefined) this.#take(next);
  }

  #take(caller: Caller): true {
    this.#owner = caller;
    this.#lostBy.tell(caller);
    return true;
  }
}

export class RLockObject implements ConditionLock {
  readonly #waiting = new Waiting();
  readonly #lostBy = new LostBy();
  #owner: Caller | null = null;
  #depth = 0;

  /** @returns Whether it could be had in time; at once for the process that has it. */
  acquire(options?: WaitOptions): boolean | Promise<boolean> {
    const call = currentCall();
    if (this.#owner === null || this.#owner === call.caller) return this.#take(call.caller);
    const timeout = patience(options);
    return timeout === 0 ? false : this.#waiting.wait(call, timeout);
  }

  /** Once. @throws RuntimeError when the process does not have it. */
  release(): void {
    if (this.#owner === null || this.#owner !== currentCall().caller)
      throw new RuntimeError('cannot release un-acquired lock');
    if (--this.#depth === 0) this.#next();
  }

  locked(): boolean {
    return this.#owner !== null;
  }

  isOwnedBy(caller: Caller): boolean {
    return this.#owner === caller;
  }

  releaseFully(): number {
    const depth = this.#depth;
    this.#depth = 0;
    this.#next();
    return depth;
  }

  async restore(call: ServerCall, depth: number): Promise<void> {
    if (this.#owner === null || this.#owner === call.caller) this.#take(call.caller);
    else await this.#waiting.wait(call, null);
    this.#depth += depth - 1;
  }

  [callerLeft](caller: Caller): void {
    if (this.#owner !== caller) return;
    this.#lostBy.set(caller);
    this.#depth = 0;
    this.#next();
  }

  #next(): void {
    this.#owner = null;
    const next = this.#waiting.wakeFirst();
    if (next !== undefined) this.#take(next);
  }

  #take(caller: Caller): true {
    this.#owner = caller;
    this.#depth++;
    this.#lostBy.tell(caller);
    return true;
  }
}
