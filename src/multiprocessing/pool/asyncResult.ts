import { inspect } from 'node:util';
import { TimeoutError, ValueError } from '../errors.ts';
import type { Outcome } from './outcome.ts';

/**
 * The result of `applyAsync`, `mapAsync` and `starmapAsync`, which may be awaited. Nobody has to: a task that fails
 * then does so silently, and only who waits keeps the program alive.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.pool.AsyncResult
 */
export class AsyncResult<R> implements PromiseLike<R> {
  readonly #outcome: Outcome<R>;

  /** @internal */
  constructor(outcome: Outcome<R>) {
    this.#outcome = outcome;
  }

  /**
   * Waits for the result. May be called any number of times.
   * @param timeout In seconds; null (the default) waits for ever.
   * @returns What the task returned. Rejects with what it threw.
   * @throws TimeoutError when it has not come in time; it may still come later.
   */
  async get(timeout: number | null = null): Promise<R> {
    if (!(await this.#outcome.wait(timeout))) throw new TimeoutError();
    return this.#outcome.take();
  }

  /** Waits until the result or the error is there, `timeout` seconds at most (null: for ever). Never rejects for it. */
  async wait(timeout: number | null = null): Promise<void> {
    await this.#outcome.wait(timeout);
  }

  /** Whether the task is done. */
  ready(): boolean {
    return this.#outcome.isSettled;
  }

  /** Whether the task is done and did not fail. @throws ValueError when it is not done. */
  successful(): boolean {
    if (!this.#outcome.isSettled) throw new ValueError(`${this.toString()} not ready`);
    return this.#outcome.isSuccess;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is there to be awaited
  then<V = R, E = never>(
    onResult?: ((value: R) => V | PromiseLike<V>) | null,
    onError?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<V | E> {
    return this.get().then(onResult, onError);
  }

  toString(): string {
    const state = this.#outcome.isSettled ? (this.#outcome.isSuccess ? 'done' : 'failed') : 'pending';
    return `<AsyncResult ${this.#outcome.name} ${state}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
