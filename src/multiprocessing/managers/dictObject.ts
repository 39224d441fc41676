import { KeyError } from '../errors.ts';
import { described, type Described } from './described.ts';

export type DictSource<V> = Iterable<readonly [string, V]> | Readonly<Record<string, V>>;

/** A dict in a manager's server. */
export class Dict<V = unknown> implements Described {
  readonly #entries: Map<string, V>;

  constructor(source: DictSource<V> = []) {
    this.#entries = new Map(entriesOf(source));
  }

  get(key: string): V | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: V): void {
    this.#entries.set(key, value);
  }

  delete(key: string): boolean {
    return this.#entries.delete(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  keys(): string[] {
    return [...this.#entries.keys()];
  }

  values(): V[] {
    return [...this.#entries.values()];
  }

  entries(): [string, V][] {
    return [...this.#entries];
  }

  size(): number {
    return this.#entries.size;
  }

  update(source: DictSource<V>): void {
    for (const [key, value] of entriesOf(source)) this.#entries.set(key, value);
  }

  clear(): void {
    this.#entries.clear();
  }

  copy(): Record<string, V> {
    return Object.fromEntries(this.#entries);
  }

  /** A copy. */
  valueOf(): Record<string, V> {
    return this.copy();
  }

  [described]() {
    return { depth: this.#entries.size };
  }

  /** @param otherwise At most one: for a key that is not there. @throws KeyError without it. */
  pop(key: string, ...otherwise: V[]): V {
    if (!this.#entries.has(key)) {
      if (otherwise.length === 0) throw new KeyError(`'${key}'`);
      return otherwise[0] as V;
    }
    const value = this.#entries.get(key) as V;
    this.#entries.delete(key);
    return value;
  }

  /** Takes the entry out that came last. @throws KeyError when there is none. */
  popitem(): [string, V] {
    const last = [...this.#entries].at(-1);
    if (last === undefined) throw new KeyError("'popitem(): dictionary is empty'");
    this.#entries.delete(last[0]);
    return last;
  }

  setdefault(key: string, value: V): V {
    if (!this.#entries.has(key)) this.#entries.set(key, value);
    return this.#entries.get(key) as V;
  }
}

function entriesOf<V>(source: DictSource<V>): Iterable<readonly [string, V]> {
  return Symbol.iterator in source ? (source as Iterable<readonly [string, V]>) : Object.entries(source);
}
