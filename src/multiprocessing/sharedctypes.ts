/**
 * Numbers that processes share: Value and Array. They live in the hub, so that what blocks in Python is awaited here.
 * https://docs.python.org/3/library/multiprocessing.html#shared-ctypes-objects
 */
import { inspect } from 'node:util';
import { IndexError, ValueError } from './errors.ts';
import { asHandle, restoreHandle, type HandleContent } from './handles.ts';
import { Lock, RLock } from './lock.ts';
import { Numbers, type AnyNumber } from './numbers.ts';
import { NumbersUser } from './numbersUser.ts';
import { registerShared, Restored, SharedHandle, type ObjectOptions, type WaitOptions } from './sharedHandle.ts';
import { checkNumber, numberType, type NumberOf, type Typecode } from './typecodes.ts';

/** More than this the hub does not hold in one array. */
const MOST_BYTES = 2 ** 30;

export interface NumbersOptions extends ObjectOptions {
  /** What `getLock` returns; default: an RLock of its own. */
  readonly lock?: Lock | undefined;
}

/**
 * What Value and Array have in common. Each operation is atomic by itself, whoever has the lock: it is for sequences of
 * operations, and holds up those who acquire it, too.
 */
abstract class NumbersHandle extends SharedHandle {
  /** @internal */
  protected readonly numbers: NumbersUser;
  /** @internal */
  protected readonly typecode: Typecode;
  readonly length: number;
  readonly #lock: Lock;

  constructor(kind: string, source: Numbers | number | Restored, typecode: Typecode, options: NumbersOptions) {
    super(kind, source instanceof Restored ? source : creation(typecode, source), options);
    const [code, length] = source instanceof Restored ? source.content.slice(3) : [typecode, lengthOf(source)];
    this.#lock = source instanceof Restored ? restoredLock(source) : checkedLock(options);
    this.typecode = code as Typecode;
    this.length = length as number;
    this.numbers = new NumbersUser(
      this.objectId,
      this.typecode,
      this.length,
      (method, args, received) =>
      this.askWithin(method, args, {}, () => null, { received }), // prettier-ignore
    );
  }

  getLock(): Lock {
    return this.#lock;
  }

  /** The lock's. */
  acquire(options?: WaitOptions): Promise<boolean> {
    return this.#lock.acquire(options);
  }

  /** The lock's. */
  release(): Promise<void> {
    return this.#lock.release();
  }

  /** The lock's: Python's `with value:`. */
  runExclusive<R>(body: () => R | Promise<R>): Promise<R> {
    return this.#lock.runExclusive(body);
  }

  /** @internal */
  override [asHandle](): HandleContent {
    return [...super[asHandle](), this.#lock[asHandle]()];
  }

  /** @internal */
  closed(): void {
    this.numbers.forget();
  }
}

/** A number that processes share. */
class SharedValue<N extends AnyNumber = number> extends NumbersHandle {
  constructor(initial: Numbers | Restored, typecode: Typecode = 'i', options: NumbersOptions = {}) {
    super('Value', initial, typecode, options);
  }

  get(): Promise<N> {
    return this.numbers.operate('get', 0) as Promise<N>;
  }

  /** @throws TypeError when the value is not of the type; one that does not fit wraps around. */
  async set(value: N): Promise<void> {
    checkNumber(this.typecode, value);
    await this.numbers.operate('set', 0, value);
  }

  /** Adds atomically: no other process gets in between. @returns The new value. */
  async add(delta: N): Promise<N> {
    checkNumber(this.typecode, delta);
    return (await this.numbers.operate('add', 0, delta)) as N;
  }

  override toString(): string {
    return `<Synchronized wrapper for ${numberType(this.typecode).ctype}>`;
  }
}

/** Numbers that processes share, as many as there were at first. */
class SharedNumbers<N extends AnyNumber = number> extends NumbersHandle implements AsyncIterable<N> {
  constructor(source: Numbers | number | Restored, typecode: Typecode = 'i', options: NumbersOptions = {}) {
    super('Array', source, typecode, options);
  }

  /** @param index Negative ones count from the end. @throws IndexError */
  async get(index: number): Promise<N> {
    return (await this.numbers.operate('get', this.#inside(index))) as N;
  }

  /** @throws IndexError; TypeError when the value is not of the type. */
  async set(index: number, value: N): Promise<void> {
    checkNumber(this.typecode, value);
    await this.numbers.operate('set', this.#inside(index), value);
  }

  /** Adds to a number atomically. @returns The new value. */
  async add(index: number, delta: N): Promise<N> {
    checkNumber(this.typecode, delta);
    return (await this.numbers.operate('add', this.#inside(index), delta)) as N;
  }

  /** A copy of a part, of one moment; `start` and `end` as those of an array's `slice`. */
  async slice(start = 0, end = this.length): Promise<N[]> {
    const [first, last] = [this.#clamped(start), this.#clamped(end)];
    return first < last ? ((await this.numbers.slice(first, last)) as N[]) : [];
  }

  /** Overwrites as many as there are values, in one step. @throws ValueError when there is no room for them. */
  async setSlice(start: number, values: readonly N[]): Promise<void> {
    for (const value of values) checkNumber(this.typecode, value);
    const first = this.#clamped(start);
    if (first + values.length > this.length) throw new ValueError('Can only assign sequence of same size');
    if (values.length > 0) await this.numbers.setSlice(first, values);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<N, void, undefined> {
    for (let start = 0; start < this.length; start += ITERATED) yield* await this.slice(start, start + ITERATED);
  }

  override toString(): string {
    return `<SynchronizedArray wrapper for <${numberType(this.typecode).ctype}_Array_${this.length}>>`;
  }

  #inside(index: number): number {
    const fromStart = index < 0 ? index + this.length : index;
    if (Number.isInteger(index) && fromStart >= 0 && fromStart < this.length) return fromStart;
    throw new IndexError(`invalid index: ${index}, of an array of ${this.length}`);
  }

  #clamped(index: number): number {
    const whole = Math.trunc(index) || 0;
    return Math.min(Math.max(whole < 0 ? whole + this.length : whole, 0), this.length);
  }
}

/** So many are fetched at a time. */
const ITERATED = 1_024;

export type Value<N extends AnyNumber = number> = SharedValue<N>;

/**
 * Makes a number that processes share.
 * @param typecode The C type, as in Python's `array` module; `q` and `Q` are bigints.
 * @throws TypeError for an unknown typecode, or an initial value that is not of the type.
 */
export function Value<C extends Typecode>(
  typecode: C,
  initial?: NumberOf<C>,
  options: NumbersOptions = {},
): Value<NumberOf<C>> {
  return new SharedValue<NumberOf<C>>(filled(typecode, initial === undefined ? 1 : [initial]), typecode, options);
}

export type SharedArray<N extends AnyNumber = number> = SharedNumbers<N>;

/**
 * Makes an array of numbers that processes share.
 * @param sizeOrInitial How many, all zero; or what they are at first.
 * @throws TypeError for an unknown typecode, or a value that is not of the type.
 */
function makeArray<C extends Typecode>(
  typecode: C,
  sizeOrInitial: number | Iterable<NumberOf<C>>,
  options: NumbersOptions = {},
): SharedArray<NumberOf<C>> {
  const source =
    typeof sizeOrInitial === 'number' ? checkedSize(typecode, sizeOrInitial) : filled(typecode, [...sizeOrInitial]);
  return new SharedNumbers<NumberOf<C>>(source, typecode, options);
}
export { makeArray as Array };

function checkedSize(typecode: Typecode, size: number): number {
  const { itemsize } = numberType(typecode);
  if (!Number.isInteger(size)) throw new TypeError(`the size of an Array must be an integer, not ${size}`);
  if (size < 0) throw new ValueError(`Array length must be >= 0, not ${size}`);
  if (size * itemsize <= MOST_BYTES) return size;
  throw new ValueError(`an Array takes at most ${MOST_BYTES / itemsize} numbers of type '${typecode}', not ${size}`);
}

function filled(typecode: Typecode, initial: 1 | readonly AnyNumber[]): Numbers {
  const values = initial === 1 ? [] : initial;
  const numbers = new Numbers(typecode, initial === 1 ? 1 : checkedSize(typecode, initial.length));
  for (const [i, value] of values.entries()) {
    checkNumber(typecode, value);
    numbers.set(i, value);
  }
  return numbers;
}

/** What the hub needs to make it: in base64, since each process that it is sent to may be the first to use it. */
function creation(typecode: Typecode, source: Numbers | number): readonly unknown[] {
  if (typeof source === 'number') return [typecode, source, null];
  return [typecode, source.length, Buffer.from(source.bytes()).toString('base64')];
}

function checkedLock({ lock, name }: NumbersOptions): Lock {
  if (lock === undefined) return new RLock({ name });
  if (lock instanceof Lock) return lock;
  throw new TypeError(`${inspect(lock)} has no method 'acquire': the lock must be a Lock or an RLock`);
}

function restoredLock({ content }: Restored): Lock {
  return restoreHandle(content.at(-1) as HandleContent) as Lock;
}

function lengthOf(source: Numbers | number): number {
  return typeof source === 'number' ? source : source.length;
}

registerShared('Value', SharedValue);
registerShared('Array', SharedNumbers);
