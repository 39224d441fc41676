/**
 * Callbacks that run when an object is collected or the process exits, by priority: multiprocessing.util.Finalize.
 */
import { ValueError } from './errors.ts';
import { writeToStderr } from './logging.ts';
import { inspect } from 'node:util';

export interface FinalizeOptions {
  readonly args?: readonly unknown[];
  /** Higher ones run first at exit; null: only when the object is collected (or the finalizer is called). */
  readonly exitpriority?: number | null;
}

const registry = new Map<number, Finalize>();
const collected = new FinalizationRegistry<Finalize>((finalizer) => finalizer.call());
let counter = 0;

export class Finalize {
  readonly #key: number;
  readonly #priority: number | null;
  #callback: ((...args: readonly unknown[]) => unknown) | null;
  #args: readonly unknown[];

  /**
   * @param obj The object whose collection runs the callback, or null: then `exitpriority` is needed.
   * @throws TypeError when the priority is no integer; ValueError when neither object nor priority is given.
   */
  constructor(
    obj: object | null,
    callback: (...args: readonly unknown[]) => unknown,
    { args = [], exitpriority = null }: FinalizeOptions = {},
  ) {
    if (exitpriority !== null && !Number.isInteger(exitpriority)) {
      throw new TypeError(
        `Exitpriority (${inspect(exitpriority)}) must be null or an integer, not ${typeof exitpriority}`,
      );
    }
    if (obj === null && exitpriority === null) throw new ValueError('Without object, exitpriority cannot be null');
    this.#callback = callback;
    this.#args = args;
    this.#priority = exitpriority;
    this.#key = counter++;
    registry.set(this.#key, this);
    if (obj !== null) collected.register(obj, this, this);
  }

  /** Runs the callback, once. @returns What it returned; null when it has run before or was cancelled. */
  call(): unknown {
    const callback = this.#callback;
    if (callback === null) return null;
    const args = this.#args;
    this.cancel();
    return callback(...args);
  }

  cancel(): void {
    this.#callback = null;
    this.#args = [];
    registry.delete(this.#key);
    collected.unregister(this);
  }

  stillActive(): boolean {
    return registry.has(this.#key);
  }

  toString(): string {
    if (this.#callback === null) return '<Finalize object, dead>';
    const priority = this.#priority === null ? '' : `, exitpriority=${this.#priority}`;
    return `<Finalize object, callback=${this.#callback.name}${priority}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  /** @internal */
  get order(): { readonly priority: number | null; readonly key: number } {
    return { priority: this.#priority, key: this.#key };
  }
}

/**
 * Runs the finalizers that have an exit priority of at least `minimum` (all that have one, without it): higher ones
 * first, those of the same priority in reverse order of their making. An error in one is printed, the others run.
 */
export function runFinalizers(minimum: number | null = null): void {
  const due = [...registry.values()]
    .filter(({ order: { priority } }) => priority !== null && (minimum === null || priority >= minimum))
    .sort(({ order: a }, { order: b }) => (b.priority ?? 0) - (a.priority ?? 0) || b.key - a.key);
  for (const finalizer of due) {
    try {
      finalizer.call();
    } catch (error) {
      writeToStderr(`${inspect(error)}\n`);
    }
  }
}
