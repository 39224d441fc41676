/** What becomes of one call of a Pool's method: settled once, by its job. */
import { deferred, type Deferred } from '../../base/deferred.ts';
import { holdLoop, releaseLoop } from '../hubClient/loopHold.ts';
import { within } from '../timeouts.ts';
import { beginWait } from '../waits.ts';

export interface Callbacks<R> {
  /** Called once with the result, before anybody who waits gets it. If it throws, that is the error of the task. */
  callback?(value: R): void;
  /** Called instead, when the task has failed. */
  errorCallback?(error: unknown): void;
}

export class Outcome<R> {
  /** Of the call, such as `Pool.map`, and the name of the function: for those who watch. */
  readonly operation: string;
  readonly name: string;
  readonly #callbacks: Callbacks<R>;
  #result: { readonly value: R } | { readonly error: unknown } | null = null;
  #settled: Deferred<void> | null = null;
  /** Called once, when it is settled. */
  onSettled: (() => void) | null = null;

  constructor(operation: string, name: string, callbacks: Callbacks<R> = {}) {
    this.operation = operation;
    this.name = name;
    this.#callbacks = callbacks;
  }

  get isSettled(): boolean {
    return this.#result !== null;
  }

  /** Only when it is settled. */
  get isSuccess(): boolean {
    return this.#result !== null && 'value' in this.#result;
  }

  resolve(value: R): void {
    if (this.#result !== null) return;
    this.#result = { value };
    try {
      this.#callbacks.callback?.(value);
    } catch (error) {
      this.#result = { error };
    }
    this.#ended();
  }

  reject(error: unknown): void {
    if (this.#result !== null) return;
    this.#result = { error };
    try {
      this.#callbacks.errorCallback?.(error);
    } catch (raised) {
      this.#result = { error: raised };
    }
    this.#ended();
  }

  #ended(): void {
    this.#settled?.resolve();
    this.onSettled?.();
  }

  /** Waits until it is settled, and keeps the event loop alive meanwhile. @returns Whether it is, in time. */
  async wait(timeout: number | null | undefined): Promise<boolean> {
    if (this.#result !== null) return true;
    this.#settled ??= deferred();
    const endWait = beginWait(this.operation, () => this.name);
    holdLoop();
    try {
      return await within(this.#settled.promise, timeout);
    } finally {
      releaseLoop();
      endWait?.();
    }
  }

  /** Only when it is settled. */
  take(): R {
    const result = this.#result;
    if (result !== null && 'value' in result) return result.value;
    // eslint-disable-next-line typescript/only-throw-error -- it is what the task threw
    throw result?.error;
  }
}
