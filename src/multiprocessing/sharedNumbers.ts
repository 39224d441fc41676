/** Values and Arrays as a process has them: handles on numbers that live in the hub. */
import { AttributeError, IndexError, ValueError } from './errors.ts';
import { asHandle, restoreHandle, type HandleContent } from './handles.ts';
import type { Lock } from './lock.ts';
import type { AnyNumber } from './numbers.ts';
import { NumbersUser, type Operation } from './numbersUser.ts';
import { registerShared, Restored, SharedHandle, type WaitOptions } from './sharedHandle.ts';
import { checkNumber, codePointOf, numberType, type Typecode } from './typecodes.ts';

/** What an element is to who uses it: of type `u`, a character. */
export type AnyElement = AnyNumber | string;

/** What an object is made of. */
export interface Creation {
  readonly typecode: Typecode;
  readonly length: number;
  /** The memory in base64, since each process that it is sent to may be the first to use it; null: all zero. */
  readonly initial: string | null;
  /** null: none. */
  readonly lock: Lock | null;
  readonly name?: string | undefined;
}

/**
 * What Value and Array have in common. Each operation is atomic by itself, whoever has the lock: it is for sequences of
 * operations, and holds up those who acquire it, too.
 */
abstract class NumbersHandle<N extends AnyElement> extends SharedHandle {
  /** @internal */
  protected readonly numbers: NumbersUser;
  /** @internal */
  protected readonly typecode: Typecode;
  readonly length: number;
  readonly #lock: Lock | null;

  constructor(kind: string, source: Creation | Restored) {
    const made = source instanceof Restored ? restoredCreation(source) : source;
    super(kind, source instanceof Restored ? source : [made.typecode, made.length, made.initial], { name: made.name });
    this.#lock = made.lock;
    this.typecode = made.typecode;
    this.length = made.length;
    this.numbers = new NumbersUser(
      this.objectId,
      this.typecode,
      this.length,
      (method, args, received) =>
      this.askWithin(method, args, {}, () => null, { received }), // prettier-ignore
    );
  }

  /** @throws AttributeError when it was made without a lock. */
  getLock(): Lock {
    if (this.#lock !== null) return this.#lock;
    throw new AttributeError(`${this.toString()} has no lock: it was made by RawValue, RawArray, or with lock: false`);
  }

  /** The lock's. */
  acquire(options?: WaitOptions): Promise<boolean> {
    return this.getLock().acquire(options);
  }

  /** The lock's. */
  release(): Promise<void> {
    return this.getLock().release();
  }

  /** The lock's: Python's `with value:`. */
  async runExclusive<R>(body: () => R | Promise<R>): Promise<R> {
    return this.getLock().runExclusive(body);
  }

  /** @internal */
  override [asHandle](): HandleContent {
    return [...super[asHandle](), this.#lock?.[asHandle]() ?? null];
  }

  /** @internal */
  closed(): void {
    this.numbers.forget();
  }

  /** @internal `wrapper` is how Python calls one that has a lock. */
  protected text(wrapper: string, content: string): string {
    return this.#lock === null ? `<${content}>` : `<${wrapper} wrapper for ${content}>`;
  }

  /** @internal */
  protected operate(operation: Operation, index: number, operand?: AnyNumber): Promise<N> {
    const result = this.numbers.operate(operation, index, operand);
    return (this.typecode === 'u' ? result.then((code) => this.element(code)) : result) as Promise<N>;
  }

  /** @internal @throws TypeError when the value is not of the type. */
  protected number(value: N): AnyNumber {
    if (this.typecode === 'u') return codePointOf(value);
    checkNumber(this.typecode, value);
    return value as AnyNumber;
  }

  /** @internal */
  protected element(number: AnyNumber): N {
    return (this.typecode === 'u' ? String.fromCodePoint(Number(number)) : number) as N;
  }

  /** @internal @throws TypeError for what cannot be added. */
  protected addend(delta: N): AnyNumber {
    if (this.typecode === 'u') throw new TypeError("nothing can be added to characters, which typecode 'u' stands for");
    return this.number(delta);
  }
}

/** A number that processes share. */
export class SharedValue<N extends AnyElement = number> extends NumbersHandle<N> {
  constructor(source: Creation | Restored) {
    super('Value', source);
  }

  get(): Promise<N> {
    return this.operate('get', 0);
  }

  /** @throws TypeError when the value is not of the type; one that does not fit wraps around. */
  async set(value: N): Promise<void> {
    await this.operate('set', 0, this.number(value));
  }

  /** Adds atomically: no other process gets in between. @returns The new value. */
  async add(delta: N): Promise<N> {
    return this.operate('add', 0, this.addend(delta));
  }

  override toString(): string {
    return this.text('Synchronized', numberType(this.typecode).ctype);
  }
}

/** Numbers that processes share, as many as there were at first. */
export class SharedNumbers<N extends AnyElement = number> extends NumbersHandle<N> implements AsyncIterable<N> {
  constructor(source: Creation | Restored) {
    super('Array', source);
  }

  /** @param index Negative ones count from the end. @throws IndexError */
  async get(index: number): Promise<N> {
    return this.operate('get', this.#inside(index));
  }

  /** @throws IndexError; TypeError when the value is not of the type. */
  async set(index: number, value: N): Promise<void> {
    await this.operate('set', this.#inside(index), this.number(value));
  }

  /** Adds to a number atomically. @returns The new value. */
  async add(index: number, delta: N): Promise<N> {
    return this.operate('add', this.#inside(index), this.addend(delta));
  }

  /** A copy of a part, of one moment; `start` and `end` as those of an array's `slice`. */
  async slice(start = 0, end = this.length): Promise<N[]> {
    const [first, last] = [this.#clamped(start), this.#clamped(end)];
    if (first >= last) return [];
    return (await this.numbers.slice(first, last)).map((number) => this.element(number));
  }

  /** Overwrites as many as there are values, in one step. @throws ValueError when there is no room for them. */
  async setSlice(start: number, values: readonly N[]): Promise<void> {
    const numbers = values.map((value) => this.number(value));
    const first = this.#clamped(start);
    if (first + numbers.length > this.length) throw new ValueError('Can only assign sequence of same size');
    if (numbers.length > 0) await this.numbers.setSlice(first, numbers);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<N, void, undefined> {
    for (let start = 0; start < this.length; start += ITERATED) yield* await this.slice(start, start + ITERATED);
  }

  override toString(): string {
    return this.text(this.wrapper, `<${numberType(this.typecode).ctype}_Array_${this.length}>`);
  }

  /** @internal */
  protected get wrapper(): string {
    return 'SynchronizedArray';
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

function restoredCreation({ content }: Restored): Creation {
  const [typecode, length] = content.slice(3) as [Typecode, number];
  const lock = content.at(-1) as HandleContent | null;
  return { typecode, length, initial: null, lock: lock === null ? null : (restoreHandle(lock) as Lock) };
}

registerShared('Value', SharedValue);
registerShared('Array', SharedNumbers);
