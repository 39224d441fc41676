import { isDeepStrictEqual } from 'node:util';
import { IndexError, ValueError } from '../errors.ts';
import { described, type Described } from './described.ts';

export type Compare<V> = (a: V, b: V) => number;

/** A list in a manager's server. Negative indexes count from the end. */
export class List<V = unknown> implements Described {
  readonly #items: V[];

  constructor(source: Iterable<V> = []) {
    this.#items = [...source];
  }

  get(index: number): V {
    return this.#items[this.#place(index, 'list index out of range')] as V;
  }

  set(index: number, value: V): void {
    this.#items[this.#place(index, 'list assignment index out of range')] = value;
  }

  push(...items: V[]): number {
    for (const item of items) this.#items.push(item);
    return this.#items.length;
  }

  append(item: V): void {
    this.#items.push(item);
  }

  extend(items: Iterable<V>): void {
    for (const item of items) this.#items.push(item);
  }

  /** @throws IndexError for an index that there is not. Without one, undefined when there is nothing. */
  pop(index?: number): V | undefined {
    if (index === undefined) return this.#items.pop();
    if (this.#items.length === 0) throw new IndexError('pop from empty list');
    return this.#items.splice(this.#place(index, 'pop index out of range'), 1)[0];
  }

  /** As in Python, at an end where the index is beyond it. */
  insert(index: number, item: V): void {
    this.#items.splice(index, 0, item);
  }

  remove(index: number): V {
    return this.#items.splice(this.#place(index, 'list index out of range'), 1)[0] as V;
  }

  removeValue(value: V): void {
    const index = this.indexOf(value);
    if (index < 0) throw new ValueError('list.remove(x): x not in list');
    this.#items.splice(index, 1);
  }

  length(): number {
    return this.#items.length;
  }

  [described]() {
    return { depth: this.#items.length };
  }

  slice(start?: number, end?: number): V[] {
    return this.#items.slice(start, end);
  }

  indexOf(value: V): number {
    return this.#items.findIndex((item) => isDeepStrictEqual(item, value));
  }

  index(value: V): number {
    const index = this.indexOf(value);
    if (index < 0) throw new ValueError('list.index(x): x not in list');
    return index;
  }

  includes(value: V): boolean {
    return this.indexOf(value) >= 0;
  }

  count(value: V): number {
    return this.#items.filter((item) => isDeepStrictEqual(item, value)).length;
  }

  reverse(): void {
    this.#items.reverse();
  }

  sort(compare?: Compare<V>): void {
    this.#items.sort(compare ?? byOrder);
  }

  clear(): void {
    this.#items.length = 0;
  }

  /** A copy. */
  valueOf(): V[] {
    return this.slice();
  }

  #place(index: number, message: string): number {
    const place = index < 0 ? index + this.#items.length : index;
    if (!Number.isInteger(place)) throw new TypeError('list indices must be integers');
    if (place < 0 || place >= this.#items.length) throw new IndexError(message);
    return place;
  }
}

/** Numbers by their size and strings by their letters, as Python has it, and not all as strings. */
function byOrder(a: unknown, b: unknown): number {
  const kinds = [a, b].map((value) => (typeof value === 'bigint' ? 'number' : typeof value)).toSorted();
  if (kinds[0] !== kinds[1] || !['number', 'string', 'boolean'].includes(String(kinds[0])))
    throw new TypeError(`'<' not supported between ${kinds.join(' and ')}: give sort() a function that compares`);
  return (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;
}
