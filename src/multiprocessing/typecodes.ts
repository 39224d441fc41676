/**
 * The number types of Value and Array, by the codes of Python's `array` module and with the sizes of `ctypes` on 64-bit
 * Unix: what does not fit wraps around, as in C.
 */
import { inspect } from 'node:util';

export type NumberCode = 'b' | 'B' | 'h' | 'H' | 'i' | 'I' | 'l' | 'L' | 'q' | 'Q' | 'f' | 'd';
/** `c` is a byte of text, `u` a character. */
export type TextCode = 'c' | 'u';
export type Typecode = NumberCode | TextCode;
export type NumberOf<C extends Typecode> = C extends 'q' | 'Q' ? bigint : C extends 'u' ? string : number;

interface NumberType {
  /** As ctypes calls it. */
  readonly ctype: string;
  readonly itemsize: number;
  /** What values are: any number, a whole one, or a bigint. */
  readonly domain: 'real' | 'integer' | 'bigint';
  readonly view: new (buffer: ArrayBuffer) => Elements;
}

/** A typed array, whichever. */
export interface Elements {
  [index: number]: number | bigint;
  readonly length: number;
}

/** `l` and `L` are read as numbers: exactly up to 2 ** 53. Those of `u` are code points here, which sharedNumbers.ts knows as text. */
const types: Readonly<Record<Typecode, NumberType>> = {
  b: { ctype: 'c_byte', itemsize: 1, domain: 'integer', view: Int8Array },
  B: { ctype: 'c_ubyte', itemsize: 1, domain: 'integer', view: Uint8Array },
  h: { ctype: 'c_short', itemsize: 2, domain: 'integer', view: Int16Array },
  H: { ctype: 'c_ushort', itemsize: 2, domain: 'integer', view: Uint16Array },
  i: { ctype: 'c_int', itemsize: 4, domain: 'integer', view: Int32Array },
  I: { ctype: 'c_uint', itemsize: 4, domain: 'integer', view: Uint32Array },
  l: { ctype: 'c_long', itemsize: 8, domain: 'integer', view: BigInt64Array },
  L: { ctype: 'c_ulong', itemsize: 8, domain: 'integer', view: BigUint64Array },
  q: { ctype: 'c_longlong', itemsize: 8, domain: 'bigint', view: BigInt64Array },
  Q: { ctype: 'c_ulonglong', itemsize: 8, domain: 'bigint', view: BigUint64Array },
  f: { ctype: 'c_float', itemsize: 4, domain: 'real', view: Float32Array },
  d: { ctype: 'c_double', itemsize: 8, domain: 'real', view: Float64Array },
  c: { ctype: 'c_char', itemsize: 1, domain: 'integer', view: Uint8Array },
  u: { ctype: 'c_wchar', itemsize: 4, domain: 'integer', view: Uint32Array },
};

/** @throws TypeError for what is no typecode. */
export function numberType(typecode: unknown): NumberType {
  if (typeof typecode === 'string' && Object.hasOwn(types, typecode)) return types[typecode as Typecode];
  const known = Object.keys(types).join(' ');
  throw new TypeError(`this type has no size: ${inspect(typecode)} is none of the typecodes ${known}`);
}

/** @throws TypeError when the value is not of the type's domain; its size does not matter. */
export function checkNumber(typecode: Typecode, value: unknown): void {
  const { domain, ctype } = types[typecode];
  if (domain === 'bigint' ? typeof value === 'bigint' : typeof value === 'number') {
    if (domain !== 'integer' || Number.isInteger(value)) return;
  }
  throw new TypeError(`${ctype} ('${typecode}') takes ${WANTED[domain]}, not ${inspect(value)}`);
}

const WANTED = { real: 'a number', integer: 'an integer', bigint: 'a bigint, such as 7n' } as const;

export function isText(typecode: unknown): typecode is TextCode {
  return typecode === 'c' || typecode === 'u';
}

/** @throws TypeError when the value is not one character. */
export function codePointOf(value: unknown): number {
  const [character, ...others] = typeof value === 'string' ? value : [];
  if (character !== undefined && others.length === 0) return character.codePointAt(0) as number;
  throw new TypeError(`c_wchar ('u') takes a string of one character, not ${inspect(value)}`);
}
