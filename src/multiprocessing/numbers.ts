/** Numbers of one C type, as they are in memory; in the hub, and in a process that has been lent some. */
import { numberType, type Elements, type Typecode } from './typecodes.ts';

export type AnyNumber = number | bigint;

export class Numbers {
  readonly itemsize: number;
  readonly length: number;
  readonly #elements: Elements;
  readonly #bytes: Uint8Array;
  readonly #isLong: boolean;

  /** All zero at first. */
  constructor(typecode: Typecode, length: number) {
    const { itemsize, view: View } = numberType(typecode);
    const memory = new ArrayBuffer(length * itemsize);
    this.itemsize = itemsize;
    this.length = length;
    this.#elements = new View(memory);
    this.#bytes = new Uint8Array(memory);
    this.#isLong = typecode === 'l' || typecode === 'L';
  }

  get(index: number): AnyNumber {
    const value = this.#elements[index] as AnyNumber;
    return this.#isLong ? Number(value) : value;
  }

  set(index: number, value: AnyNumber): void {
    this.#elements[index] = this.#isLong ? BigInt(value) : value;
  }

  /** Adds, and wraps around. */
  add(index: number, delta: AnyNumber): void {
    const value = this.#elements[index] as number; // or both are bigints, which are added alike
    this.#elements[index] = value + ((this.#isLong ? BigInt(delta) : delta) as number);
  }

  /** The memory itself, not a copy. */
  bytes(start = 0, end = this.length): Uint8Array {
    return this.#bytes.subarray(start * this.itemsize, end * this.itemsize);
  }

  /** Overwrites what begins at the index; the bytes must fit. */
  load(index: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, index * this.itemsize);
  }

  values(): AnyNumber[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }
}

export function numbersOf(typecode: Typecode, bytes: Uint8Array): Numbers {
  const numbers = new Numbers(typecode, bytes.length / numberType(typecode).itemsize);
  numbers.load(0, bytes);
  return numbers;
}

/** As JSON keeps it: a bigint, and what JSON has no number for, as text. */
export function numberText(value: AnyNumber): number | string {
  return typeof value === 'bigint' || !Number.isFinite(value) || Object.is(value, -0) ? textOf(value) : value;
}

function textOf(value: AnyNumber): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

export function numberIn(typecode: Typecode, encoded: number | string): AnyNumber {
  return numberType(typecode).domain === 'bigint' ? BigInt(encoded) : Number(encoded);
}
