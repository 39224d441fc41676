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

/** Which of them an array is; null: none, or one with holes or fields of its own. */
export function plainArrayOf(value: readonly unknown[]): PlainArray | null {
  if (Object.getPrototypeOf(value) !== Array.prototype) return null;
  let best: PlainArray = PlainArray.ints;
  for (const item of value) {
    if (typeof item === 'number') {
      if (best === PlainArray.ints && !isInt(item)) best = PlainArray.doubles;
    } else if (typeof item === 'string' || typeof item === 'boolean' || item === null) best = PlainArray.json;
    else return null; // undefined, as a hole is
  }
  return best === PlainArray.json && !value.every(isJson) ? null : best;
}

export function writeNumbers(kind: PlainArray, value: readonly number[], bytes: Buffer, offset: number): void {
  let at = offset;
  if (kind === PlainArray.ints) for (const item of value) at = bytes.writeInt32LE(item, at);
  else for (const item of value) at = bytes.writeDoubleLE(item, at);
}

export function readInts(bytes: Buffer, start: number, end: number): number[] {
  const values: number[] = [];
  values.length = (end - start) / 4;
  for (let i = 0, at = start; at < end; at += 4) values[i++] = bytes.readInt32LE(at);
  return values;
}

export function readDoubles(bytes: Buffer, start: number, end: number): number[] {
  const values: number[] = [];
  values.length = (end - start) / 8;
  for (let i = 0, at = start; at < end; at += 8) values[i++] = bytes.readDoubleLE(at);
  return values;
}

const isInt = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

const isJsonNumber = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

const isJson = (value: unknown): boolean =>
  typeof value === 'number' ? isJsonNumber(value) : value === null || /^(string|boolean)$/.test(typeof value);
