/** Value and Array in a manager's server. */
import { inspect } from 'node:util';
import { IndexError } from '../errors.ts';
import { Numbers, type AnyNumber } from '../numbers.ts';
import { described, type Described } from './described.ts';
import { checkNumber, isText, numberType, type NumberCode } from '../typecodes.ts';

/** Whatever value: its typecode is only shown, as in Python. */
export class ValueObject<V = unknown> {
  readonly #typecode: string;
  #value: V;

  constructor(typecode: string, value: V) {
    this.#typecode = typecode;
    this.#value = value;
  }

  get(): V {
    return this.#value;
  }

  set(value: V): void {
    this.#value = value;
  }

  /** In one step. @returns The new value. @throws TypeError for what cannot be added. */
  add(delta: V): V {
    if (typeof delta !== typeof this.#value || !['number', 'bigint'].includes(typeof delta))
      throw new TypeError(`cannot add ${inspect(delta)} to ${inspect(this.#value)}`);
    this.#value = ((this.#value as number) + (delta as number)) as V;
    return this.#value;
  }

  toString(): string {
    return `Value('${this.#typecode}', ${inspect(this.#value)})`;
  }
}

/** Numbers of one type, as many as there were at first. */
export class ArrayObject implements Described {
  readonly #typecode: NumberCode;
  readonly #numbers: Numbers;

  constructor(typecode: NumberCode, source: number | readonly AnyNumber[]) {
    numberType(typecode);
    if (isText(typecode))
      throw new TypeError(`a manager's Array has numbers, not text ('${String(typecode)}'): use a Value for text`);
    const values = typeof source === 'number' ? [] : source;
    for (const value of values) checkNumber(typecode, value);
    this.#typecode = typecode;
    this.#numbers = new Numbers(typecode, typeof source === 'number' ? source : source.length);
    for (const [index, value] of values.entries()) this.#numbers.set(index, value);
  }

  get(index: number): AnyNumber {
    return this.#numbers.get(this.#place(index, 'array index out of range'));
  }

  set(index: number, value: AnyNumber): void {
    checkNumber(this.#typecode, value);
    this.#numbers.set(this.#place(index, 'array assignment index out of range'), value);
  }

  /** In one step. @returns The new value. */
  add(index: number, delta: AnyNumber): AnyNumber {
    checkNumber(this.#typecode, delta);
    const place = this.#place(index, 'array index out of range');
    this.#numbers.add(place, delta);
    return this.#numbers.get(place);
  }

  slice(start?: number, end?: number): AnyNumber[] {
    return this.#numbers.values().slice(start, end);
  }

  length(): number {
    return this.#numbers.length;
  }

  [described]() {
    return { depth: this.#numbers.length };
  }

  valueOf(): AnyNumber[] {
    return this.#numbers.values();
  }

  toString(): string {
    return `array('${this.#typecode}', [${this.#numbers.values().join(', ')}])`;
  }

  #place(index: number, message: string): number {
    const place = index < 0 ? index + this.#numbers.length : index;
    if (!Number.isInteger(place)) throw new TypeError('array indices must be integers');
    if (place < 0 || place >= this.#numbers.length) throw new IndexError(message);
    return place;
  }
}
