import { inspect } from 'node:util';
import { AttributeError } from '../errors.ts';
import { described, type Described } from './described.ts';

/** Named values in a manager's server. */
export class Namespace implements Described {
  readonly #attributes: Map<string, unknown>;

  constructor(initial: Readonly<Record<string, unknown>> = {}) {
    this.#attributes = new Map(Object.entries(initial));
  }

  get(name: string): unknown {
    this.#check(name);
    return this.#attributes.get(name);
  }

  set(name: string, value: unknown): void {
    this.#attributes.set(name, value);
  }

  delete(name: string): void {
    this.#check(name);
    this.#attributes.delete(name);
  }

  /** A copy. */
  valueOf(): Record<string, unknown> {
    return Object.fromEntries(this.#attributes);
  }

  [described]() {
    return { depth: this.#attributes.size };
  }

  /** As Python shows it. */
  toString(): string {
    const shown = [...this.#attributes]
      .filter(([name]) => !name.startsWith('_'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `Namespace(${shown.map(([name, value]) => `${name}=${inspect(value)}`).join(', ')})`;
  }

  #check(name: string): void {
    if (!this.#attributes.has(name)) throw new AttributeError(`'Namespace' object has no attribute '${name}'`);
  }
}
