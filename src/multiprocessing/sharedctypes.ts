/**
 * Numbers and text that processes share. They live in the hub, so that what blocks in Python is awaited here.
 * https://docs.python.org/3/library/multiprocessing.html#shared-ctypes-objects
 */
import { inspect } from 'node:util';
import { ValueError } from './errors.ts';
import { checkedIterable } from './iterables.ts';
import { Lock, RLock } from './lock.ts';
import { Numbers, type AnyNumber } from './numbers.ts';
import { SharedNumbers, SharedValue, type AnyElement, type Creation } from './sharedNumbers.ts';
import { SharedText, textCodes } from './sharedText.ts';
import { checkObjectOptions, type ObjectOptions } from './objectOptions.ts';
import {
  checkNumber,
  codePointOf,
  isText,
  numberType,
  type NumberOf,
  type TextCode,
  type Typecode,
} from './typecodes.ts';

/** More than this the hub does not hold in one array. */
const MOST_BYTES = 2 ** 30;

export interface NumbersOptions extends ObjectOptions {
  /** What `getLock` returns; true (the default): an RLock of its own; false: there is none, as of a RawValue. */
  readonly lock?: Lock | boolean | undefined;
}

interface WithoutLock extends NumbersOptions {
  readonly lock: false;
}

type LockMethods = 'getLock' | 'acquire' | 'release' | 'runExclusive';

export type Value<N extends AnyElement = number> = SharedValue<N>;
export type RawValue<N extends AnyElement = number> = Omit<SharedValue<N>, LockMethods>;
export type SharedArray<N extends AnyElement = number> = SharedNumbers<N>;
export type RawArray<N extends AnyElement = number> = Omit<SharedNumbers<N>, LockMethods>;

/** Text for `c` and `u`, numbers for the others. */
export type ArrayOf<C extends Typecode> = C extends TextCode ? SharedText<C> : SharedNumbers<NumberOf<C>>;
export type RawArrayOf<C extends Typecode> = Omit<ArrayOf<C>, LockMethods>;

/** What an array is at first, or how long it is. */
export type ArraySource<C extends Typecode> = number | (C extends 'u' ? string : Iterable<NumberOf<C>>);

/**
 * Makes a number that processes share.
 * @param typecode The C type, as in Python's `array` module; `q` and `Q` are bigints, `c` is a byte, `u` a character.
 * @throws TypeError for an unknown typecode, or an initial value that is not of the type.
 */
export function Value<C extends Typecode>(
  typecode: C,
  initial: NumberOf<C> | undefined,
  options: WithoutLock,
): RawValue<NumberOf<C>>;
export function Value<C extends Typecode>(
  typecode: C,
  initial?: NumberOf<C>,
  options?: NumbersOptions,
): Value<NumberOf<C>>;
export function Value<C extends Typecode>(typecode: C, initial?: NumberOf<C>, options: NumbersOptions = {}): unknown {
  return new SharedValue<NumberOf<C>>(creation('Value()', typecode, initial === undefined ? 1 : [initial], options));
}

/**
 * A Value without a lock. Each of its operations is atomic all the same.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.sharedctypes.RawValue
 * @throws TypeError as Value does.
 */
export function RawValue<C extends Typecode>(
  typecode: C,
  initial?: NumberOf<C>,
  options: ObjectOptions = {},
): RawValue<NumberOf<C>> {
  checkObjectOptions('RawValue()', options);
  return Value(typecode, initial, { ...options, lock: false });
}

/**
 * Makes an array of numbers that processes share; of `c` and `u`, of text.
 * @param sizeOrInitial How many, all zero; or what they are at first.
 * @throws TypeError for an unknown typecode, or a value that is not of the type.
 */
function makeArray<C extends Typecode>(typecode: C, sizeOrInitial: ArraySource<C>, options: WithoutLock): RawArrayOf<C>;
function makeArray<C extends Typecode>(
  typecode: C,
  sizeOrInitial: ArraySource<C>,
  options?: NumbersOptions,
): ArrayOf<C>;
function makeArray<C extends Typecode>(
  typecode: C,
  sizeOrInitial: ArraySource<C>,
  options: NumbersOptions = {},
): unknown {
  const source = creation('Array()', typecode, contentOf(typecode, sizeOrInitial as ArraySource<Typecode>), options);
  return isText(typecode) ? new SharedText(source) : new SharedNumbers(source);
}
export { makeArray as Array };

/**
 * An Array without a lock. Each of its operations is atomic all the same.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.sharedctypes.RawArray
 * @throws The errors of Array.
 */
export function RawArray<C extends Typecode>(
  typecode: C,
  sizeOrInitial: ArraySource<C>,
  options: ObjectOptions = {},
): RawArrayOf<C> {
  checkObjectOptions('RawArray()', options);
  return makeArray(typecode, sizeOrInitial, { ...options, lock: false });
}

const CONTENT = 'what an Array has at first, if not how many,';

function contentOf(typecode: Typecode, source: ArraySource<Typecode>): number | readonly AnyElement[] {
  if (typeof source === 'number') return source;
  return typecode === 'c' && typeof source === 'string'
    ? textCodes(typecode, source)
    : Array.from(checkedIterable<AnyElement>(CONTENT, source));
}

/** @param content How many, all zero; or what they are. */
function creation(
  what: string,
  typecode: Typecode,
  content: number | readonly AnyElement[],
  options: NumbersOptions,
): Creation {
  checkObjectOptions(what, options, ['lock']);
  const { name } = options;
  const length = checkedSize(typecode, typeof content === 'number' ? content : content.length);
  const initial =
    typeof content === 'number' ? null : Buffer.from(filled(typecode, content).bytes()).toString('base64');
  return { typecode, length, initial, lock: checkedLock(options), name };
}

function checkedSize(typecode: Typecode, size: number): number {
  const { itemsize } = numberType(typecode);
  if (!Number.isInteger(size)) throw new TypeError(`the size of an Array must be an integer, not ${size}`);
  if (size < 0) throw new ValueError(`Array length must be >= 0, not ${size}`);
  if (size * itemsize <= MOST_BYTES) return size;
  throw new ValueError(`an Array takes at most ${MOST_BYTES / itemsize} numbers of type '${typecode}', not ${size}`);
}

function filled(typecode: Typecode, elements: readonly AnyElement[]): Numbers {
  const numbers = new Numbers(typecode, elements.length);
  for (const [i, element] of elements.entries()) {
    const number = typecode === 'u' ? codePointOf(element) : element;
    checkNumber(typecode, number);
    numbers.set(i, number as AnyNumber);
  }
  return numbers;
}

function checkedLock({ lock = true, name }: NumbersOptions): Lock | null {
  if (lock === false) return null;
  if (lock === true) return new RLock({ name });
  if (lock instanceof Lock) return lock;
  throw new TypeError(`${inspect(lock)} has no method 'acquire': the lock must be a Lock or an RLock, true or false`);
}
