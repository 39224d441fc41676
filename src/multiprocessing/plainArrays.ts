/** Arrays of numbers, and of numbers, strings, booleans and null: they are written without a look at each item's kind. */

export const PlainArray = {
  /** Integers of 32 bits. */
  ints: 1,
  /** Any numbers. */
  doubles: 2,
  /** What JSON has. */
  json: 3,
} as const;
export type PlainArray = (typeof PlainArray)[keyof typeof PlainArray];

/**
 * Which of them an array is, but for fields of its own; null: none, or one with holes. By index: V8 has compiled that when an
 * iterator's loop is still interpreted.
 */
export function plainArrayOf(value: readonly unknown[]): PlainArray | null {
  if (Object.getPrototypeOf(value) !== Array.prototype) return null;
  const { length } = value;
  let best: PlainArray = PlainArray.ints;
  for (let i = 0; i < length; i++) {
    const item = value[i];
    if (typeof item === 'number') {
      if (best === PlainArray.ints && !isInt(item)) best = PlainArray.doubles;
    } else if (typeof item === 'string' || typeof item === 'boolean' || item === null) best = PlainArray.json;
    else return null; // undefined, as a hole is
  }
  return best === PlainArray.json && !value.every(isJson) ? null : best;
}

export function writeNumbers(kind: PlainArray, value: readonly number[], bytes: Buffer, offset: number): void {
  const numbers = kind === PlainArray.ints ? new Int32Array(value.length) : new Float64Array(value.length);
  numbers.set(value); // the constructor would iterate over the array, into another, and take twice as long
  bytes.set(littleEndian(numbers), offset);
}

/** As they came, in a typed array: for who only looks at each, and in half the time. */
export function intsIn(bytes: Buffer, start: number, end: number): Int32Array {
  return filled(new Int32Array((end - start) / 4), bytes, start, end);
}

export function doublesIn(bytes: Buffer, start: number, end: number): Float64Array {
  return filled(new Float64Array((end - start) / 8), bytes, start, end);
}

/** A typed array needs its bytes at an address of their own. */
function filled<T extends Int32Array | Float64Array>(numbers: T, bytes: Buffer, start: number, end: number): T {
  new Uint8Array(numbers.buffer).set(bytes.subarray(start, end));
  littleEndian(numbers);
  return numbers;
}

/** As many as a call may safely have at once: one by one, each of the first ten thousand would take 0.1 µs. */
export function arrayOf(numbers: Int32Array | Float64Array): number[] {
  if (numbers.length <= MOST_ARGUMENTS) return arrayOfFew(numbers);
  const parts: number[][] = [];
  for (let i = 0; i < numbers.length; i += MOST_ARGUMENTS)
    parts.push(arrayOfFew(numbers.subarray(i, i + MOST_ARGUMENTS)));
  return ([] as number[]).concat(...parts);
}

/** By `Array`, which makes it as large as it has to be; of a single number it would make as many holes. */
function arrayOfFew(numbers: Int32Array | Float64Array): number[] {
  return numbers.length === 1 ? [numbers[0] as number] : (Reflect.apply(Array, undefined, numbers) as number[]);
}

const MOST_ARGUMENTS = 4_096;

const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** @returns The bytes, which are swapped in place on a machine that has them the other way round. */
function littleEndian(numbers: Int32Array | Float64Array): Buffer {
  const bytes = Buffer.from(numbers.buffer);
  if (IS_LITTLE_ENDIAN) return bytes;
  return numbers instanceof Int32Array ? bytes.swap32() : bytes.swap64();
}

const isInt = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

const isJsonNumber = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

const isJson = (value: unknown): boolean =>
  typeof value === 'number' ? isJsonNumber(value) : value === null || /^(string|boolean)$/.test(typeof value);
