/**
 * The library is in parts: its core (core.ts), the pool (pools.ts), the shared objects (objects.ts), and the rest, which
 * starts processes. A program has all from the first; a child gets those behind the core when it comes to need them.
 */

export interface Parts {
  /** Called with each need; they load at the first one. */
  loadObjects(): void;
  loadRest(): void;
  /** Loads the part that has the class or function of that name. */
  loadNamed(name: string): void;
}

let parts: Parts = { loadObjects() {}, loadRest() {}, loadNamed() {} };

/** In a child. */
export function setParts(later: Parts): void {
  parts = later;
}

export function loadObjects(): void {
  parts.loadObjects();
}

export function loadRest(): void {
  parts.loadRest();
}

export function loadNamed(name: string): void {
  parts.loadNamed(name);
}

/**
 * A function of the rest, which loads at the first call.
 * @returns `set`, by which the rest gives it, and `call`.
 */
export function inRest<A extends readonly unknown[], R>() {
  let given: ((...args: A) => R) | undefined;
  return {
    set: (func: (...args: A) => R): void => {
      given = func;
    },
    call: (...args: A): R => {
      if (given === undefined) loadRest();
      if (given === undefined) throw new Error('the library is not fully loaded yet');
      return given(...args);
    },
  };
}
