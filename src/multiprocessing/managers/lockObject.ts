/** A Lock and an RLock in a manager's server: those of Python's `threading`, whose threads are processes here. */
import { RuntimeError } from '../errors.ts';
import { warning } from '../logging.ts';
import type { ProcessName } from '../events.ts';
import type { WaitOptions } from '../sharedHandle.ts';
import { described, type Described } from './described.ts';
import { callerLeft, currentCall, patience, type Caller, type CallerAware, type ServerCall } from './serverCall.ts';
import { Waiting } from './waiting.ts';

/** The next one is warned that gets what a process had that is gone. */
export class LostBy {
  #label: string | null = null;
  #last: ProcessName | null = null;

  /** The last that was gone with it; nothing of it when none was. */
  get told(): { readonly lostBy?: ProcessName } {
    return this.#last === null ? {} : { lostBy: this.#last };
  }

  set(caller: Caller): void {
    this.#last = caller.process;
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

/** A lock that one process has, perhaps several times, or nobody. */
abstract class OwnedLock implements CallerAware, Described {
  readonly #waiting = new Waiting();
  readonly #lostBy = new LostBy();
  protected owner: Caller | null = null;
  /** How often it is held. */
  protected depth = 0;

  protected abstract mayTake(caller: Caller): boolean;
  abstract release(): void;

  /** @returns Whether it could be had in time. */
  acquire(options?: WaitOptions): boolean | Promise<boolean> {
    const call = currentCall();
    if (this.mayTake(call.caller)) return this.#take(call.caller);
    const timeout = patience(options);
    return timeout === 0 ? false : this.#waiting.wait(call, timeout);
  }

  locked(): boolean {
    return this.owner !== null;
  }

  [described]() {
    return { holder: this.owner?.process ?? null, ...this.#lostBy.told, waiters: this.#waiting.processes() };
  }

  isOwnedBy(caller: Caller): boolean {
    return this.owner === caller;
  }

  /** For a Condition, whose process has it. @returns How often it was held. */
  releaseFully(): number {
    const { depth } = this;
    this.handOn();
    return depth;
  }

  async restore(call: ServerCall, depth: number): Promise<void> {
    if (this.mayTake(call.caller)) this.#take(call.caller);
    else await this.#waiting.wait(call, null);
    this.depth += depth - 1;
  }

  [callerLeft](caller: Caller): void {
    if (this.owner !== caller) return;
    this.#lostBy.set(caller);
    this.handOn();
  }

  /** It goes to who waits longest, if anybody does. */
  protected handOn(): void {
    this.owner = null;
    this.depth = 0;
    const next = this.#waiting.wakeFirst();
    if (next !== undefined) this.#take(next);
  }

  #take(caller: Caller): true {
    this.owner = caller;
    this.depth++;
    this.#lostBy.tell(caller);
    return true;
  }
}

export class LockObject extends OwnedLock {
  /** By whomever. @throws RuntimeError when nobody has it. */
  release(): void {
    if (this.owner === null) throw new RuntimeError('release unlocked lock');
    this.handOn();
  }

  protected mayTake(): boolean {
    return this.owner === null;
  }
}

/** The process that has it may acquire it again, and has to release it as often. */
export class RLockObject extends OwnedLock {
  /** Once. @throws RuntimeError when the process does not have it. */
  release(): void {
    if (this.owner === null || this.owner !== currentCall().caller)
      throw new RuntimeError('cannot release un-acquired lock');
    if (--this.depth === 0) this.handOn();
  }

  protected mayTake(caller: Caller): boolean {
    return this.owner === null || this.owner === caller;
  }
}
