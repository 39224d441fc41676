/** The functions that a pool's tasks call, each described once. */
import { boundParts } from '../boundMethod.ts';
import { dumps } from '../reduction.ts';
import type { TaskFunction } from './chunk.ts';

type AnyFunction = (...args: never[]) => unknown;

export class TaskFunctions {
  readonly #known = new WeakMap<AnyFunction, TaskFunction>();
  #count = 0;

  /** To be called where the user's code calls the pool: without the loader, the caller's module says where it stands.
   * @throws PicklingError */
  describe(func: AnyFunction): TaskFunction {
    const known = this.#known.get(func);
    if (known !== undefined && boundParts(func) === null) return known;
    const text = dumps(func, 'func');
    if (known?.text === text) return known; // a bound method's object may have changed since
    const described = { number: ++this.#count, name: func.name, text, pace: null };
    this.#known.set(func, described);
    return described;
  }
}
