/**
 * Semaphores between processes.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Semaphore
 */
import { inspect } from 'node:util';
import { ValueError } from './errors.ts';
import { asHandle, type HandleContent } from './handles.ts';
import { Lock, type LockKind } from './lock.ts';
import { Permit } from './permit.ts';
import type { ObjectOptions } from './objectOptions.ts';
import { registerShared, Restored } from './sharedHandle.ts';

/** Python's SEM_VALUE_MAX. */
const MOST = 2 ** 31 - 1;

/**
 * A number that `acquire` lowers, and waits while it is 0; `release` raises it, by any process, also above its start.
 *
 * Unlike Python: what a process that ends has acquired and not released comes back, until the number is what it was at the
 * start, and whoever gets it is warned on its logger.
 */
export class Semaphore extends Lock {
  readonly #start: number;

  /** @param value The number at the start. @throws ValueError when it is negative. */
  constructor(value?: number, options?: ObjectOptions);
  /** @internal */
  constructor(value: number | Restored, options: ObjectOptions, bounded: boolean);
  constructor(value: number | Restored = 1, options: ObjectOptions = {}, bounded = false) {
    const start = value instanceof Restored ? Number(value.content[3]) : checkedStart(value);
    super(value instanceof Restored ? value : options, semaphoreKind(start, bounded));
    this.#start = start;
  }

  /** The number now. */
  getValue(): Promise<number> {
    return this.permit.askValue();
  }

  /**
   * Raises the number; whoever waits longest goes on.
   * @throws ValueError of a BoundedSemaphore, when it would be above the start.
   */
  override release(): Promise<void> {
    return super.release();
  }

  override toString(): string {
    return `<${this.constructor.name}(value=${this.permit.knownValue})>`;
  }

  /** @internal */
  override [asHandle](): HandleContent {
    const [kind, id, name, knownValue] = super[asHandle]();
    return [kind, id, name, this.#start, knownValue];
  }
}

/** A Semaphore that is never above its start. */
export class BoundedSemaphore extends Semaphore {
  readonly #bound: number;

  constructor(value?: number, options?: ObjectOptions);
  /** @internal */
  constructor(value: number | Restored, options?: ObjectOptions);
  constructor(value: number | Restored = 1, options: ObjectOptions = {}) {
    super(value, options, true);
    this.#bound = value instanceof Restored ? Number(value.content[3]) : value;
  }

  override toString(): string {
    return `<${this.constructor.name}(value=${this.permit.knownValue}, maxvalue=${this.#bound})>`;
  }
}

function semaphoreKind(start: number, bounded: boolean): LockKind {
  return {
    kind: bounded ? 'BoundedSemaphore' : 'Semaphore',
    args: [start],
    permit: (calls, knownValue) => new Permit(calls, { start, bounded }, knownValue ?? start),
  };
}

function checkedStart(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new TypeError(`the value of a semaphore must be a whole number, not ${inspect(value)}`);
  if (value < 0 || value > MOST)
    throw new ValueError(`the value of a semaphore must be from 0 to ${MOST}, not ${value}`);
  return value;
}

registerShared('Semaphore', Semaphore);
registerShared('BoundedSemaphore', BoundedSemaphore);
