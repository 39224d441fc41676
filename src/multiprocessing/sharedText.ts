/** Arrays of bytes of text (`c`) and of characters (`u`), which Python reads and writes as a whole by `value` and `raw`. */
import { inspect } from 'node:util';
import { ValueError } from './errors.ts';
import { registerHandle } from './handles.ts';
import type { AnyNumber } from './numbers.ts';
import { SharedNumbers } from './sharedNumbers.ts';
import { restoreShared } from './sharedHandle.ts';
import { isText, type NumberOf, type TextCode } from './typecodes.ts';

/** Bytes for `c`, a string for `u`. */
export type TextOf<C extends TextCode> = C extends 'c' ? Uint8Array : string;

/**
 * Text that processes share, which takes no more room than it was made with. A shorter one ends with a zero.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.sharedctypes.multiprocessing.Array
 */
export class SharedText<C extends TextCode = 'c'> extends SharedNumbers<NumberOf<C>> {
  /** The text up to the first zero: bytes for `c`, a string for `u`. */
  async getValue(): Promise<TextOf<C>> {
    const codes = await this.numbers.slice(0, this.length);
    const end = codes.findIndex((code) => code === 0);
    return this.#text(end < 0 ? codes : codes.slice(0, end));
  }

  /** Writes a text in one step. @throws ValueError when it is too long; TypeError for what is no text of that type. */
  async setValue(text: TextOf<C>): Promise<void> {
    const codes = textCodes(this.typecode as TextCode, text);
    if (codes.length > this.length) throw this.#tooLong(codes.length);
    if (codes.length < this.length) codes.push(0);
    if (codes.length > 0) await this.numbers.setSlice(0, codes);
  }

  /** All of it, with what stands behind the first zero, too. */
  async getRaw(): Promise<TextOf<C>> {
    return this.#text(await this.numbers.slice(0, this.length));
  }

  /** Overwrites the beginning in one step, and adds no zero. @throws ValueError when it is too long. */
  async setRaw(text: TextOf<C>): Promise<void> {
    const codes = textCodes(this.typecode as TextCode, text);
    if (codes.length > this.length) throw this.#tooLong(codes.length);
    if (codes.length > 0) await this.numbers.setSlice(0, codes);
  }

  /** @internal */
  protected override get wrapper(): string {
    return 'SynchronizedString';
  }

  #text(codes: readonly AnyNumber[]): TextOf<C> {
    if (this.typecode === 'c') return Buffer.from(codes as number[]) as Uint8Array as TextOf<C>;
    return codes.map((code) => String.fromCodePoint(Number(code))).join('') as TextOf<C>;
  }

  #tooLong(length: number): ValueError {
    const what = this.typecode === 'c' ? 'byte string' : 'string';
    return new ValueError(`${what} too long: ${length}, for an array of ${this.length}`);
  }
}

/** @throws TypeError for what is no text of that type. */
export function textCodes(typecode: TextCode, text: unknown): number[] {
  if (typecode === 'u' && typeof text === 'string') return Array.from(text, (each) => each.codePointAt(0) as number);
  if (typecode === 'c' && text instanceof Uint8Array) return [...text];
  const wanted = typecode === 'u' ? 'a string' : "bytes, such as Buffer.from('text')";
  throw new TypeError(`an Array of '${typecode}' takes ${wanted}, not ${inspect(text)}`);
}

// In the hub, it is an Array like any other
registerHandle('Array', SharedText, (content) =>
  isText(content[3]) ? restoreShared(content, SharedText) : restoreShared(content, SharedNumbers),
);
