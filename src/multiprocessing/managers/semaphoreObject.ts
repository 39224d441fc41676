/** Semaphores in a manager's server: those of Python's `threading`. */
import { inspect } from 'node:util';
import { ValueError } from '../errors.ts';
import type { WaitOptions } from '../sharedHandle.ts';
import { described, type Described, type ObjectState } from './described.ts';
import { LostBy } from './lockObject.ts';
import { callerLeft, currentCall, patience, type Caller, type CallerAware } from './serverCall.ts';
import { Waiting } from './waiting.ts';

export class SemaphoreObject implements CallerAware, Described {
  protected readonly start: number;
  readonly #waiting = new Waiting();
  readonly #lostBy = new LostBy();
  /** How many a process has acquired, and not given back. */
  readonly #held = new Map<Caller, number>();
  #value: number;

  constructor(value = 1) {
    if (!Number.isInteger(value))
      throw new TypeError(`the value of a semaphore must be a whole number, not ${inspect(value)}`);
    if (value < 0) throw new ValueError('semaphore initial value must be >= 0');
    this.start = value;
    this.#value = value;
  }

  /** @returns Whether one could be had in time. */
  acquire(options?: WaitOptions): boolean | Promise<boolean> {
    const call = currentCall();
    if (this.#value > 0) return this.#take(call.caller);
    const timeout = patience(options);
    return timeout === 0 ? false : this.#waiting.wait(call, timeout);
  }

  release(): void {
    const { caller } = currentCall();
    const holder = this.#held.has(caller) ? caller : [...this.#held.keys()][0];
    if (holder !== undefined) this.#hold(holder, -1);
    this.#giveBack(1);
  }

  getValue(): number {
    return this.#value;
  }

  [described](): ObjectState {
    const [holder] = this.#held.keys();
    const waiters = this.#waiting.processes();
    return { depth: this.#value, holder: holder?.process ?? null, ...this.#lostBy.told, waiters };
  }

  /** As far as it is below its start: one may as well be lowered for good. */
  [callerLeft](caller: Caller): void {
    const lost = Math.min(this.#held.get(caller) ?? 0, this.start - this.#value);
    this.#held.delete(caller);
    if (lost <= 0) return;
    this.#lostBy.set(caller);
    this.#giveBack(lost);
  }

  #giveBack(count: number): void {
    this.#value += count;
    while (this.#value > 0) {
      const next = this.#waiting.wakeFirst();
      if (next === undefined) return;
      this.#take(next);
    }
  }

  #take(caller: Caller): true {
    this.#value--;
    this.#hold(caller, 1);
    this.#lostBy.tell(caller);
    return true;
  }

  #hold(caller: Caller, change: number): void {
    const held = (this.#held.get(caller) ?? 0) + change;
    if (held > 0) this.#held.set(caller, held);
    else this.#held.delete(caller);
  }
}

export class BoundedSemaphoreObject extends SemaphoreObject {
  /** @throws ValueError when it would be above its start. */
  override release(): void {
    if (this.getValue() >= this.start) throw new ValueError('Semaphore released too many times');
    super.release();
  }

  override [described](): ObjectState {
    return { ...super[described](), limit: this.start };
  }
}
