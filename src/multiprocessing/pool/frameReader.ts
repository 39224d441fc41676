/**
 * Cuts what comes from a socket into frames. The bytes of a large item are read into a memory of their own, which is then
 * handed to the user's code as it is.
 */
import { readSync } from 'node:fs';
import { itemOffset } from './frameKinds.ts';
import { isBytes } from '../itemKinds.ts';

/** A frame without its length. */
export interface Frame {
  /** Up to the kind of its item, if that has bytes of its own; all of it otherwise. */
  readonly bytes: Buffer;
  /** The bytes of the item, alone in their memory. */
  readonly content: Buffer | null;
}

/** A frame of that size is read for itself. */
const LARGE = 32 * 1024;
/** By then one sees which kind of frame, and of item, it is. */
const HEAD = 32;

export class FrameReader {
  readonly #received: (frame: Frame) => void;
  /** What has come of a frame that is not whole. */
  #rest: Buffer | null = null;
  #large: LargeFrame | null = null;

  constructor(received: (frame: Frame) => void) {
    this.#received = received;
  }

  read(chunk: Buffer): void {
    let bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    if (this.#large !== null) {
      bytes = bytes.subarray(this.#large.add(bytes));
      this.#endLarge();
    }
    let offset = 0;
    while (bytes.length - offset >= 4) {
      const length = bytes.readUInt32LE(offset);
      const end = offset + 4 + length;
      if (end <= bytes.length) this.#received({ bytes: bytes.subarray(offset + 4, end), content: null });
      else {
        if (length < LARGE || bytes.length - offset < 4 + HEAD) break;
        this.#large = new LargeFrame(length, bytes.subarray(offset + 4));
        return;
      }
      offset = end;
    }
    if (offset < bytes.length) this.#rest = bytes.subarray(offset);
  }

  /** What the system has already, up to some size. */
  readWaiting(fd: number): void {
    const bytes = Buffer.allocUnsafeSlow(LARGE);
    const count = readNow(fd, bytes, 0);
    if (count > 0) this.read(bytes.subarray(0, count));
  }

  /** What the system has already, of a large frame, without the way through Node's streams. */
  readMore(fd: number): void {
    while (this.#large !== null) {
      if (!this.#large.readFrom(fd)) return;
      this.#endLarge();
    }
  }

  #endLarge(): void {
    const large = this.#large;
    if (large === null || !large.isWhole) return;
    this.#large = null;
    this.#received(large.frame);
  }
}

class LargeFrame {
  readonly frame: Frame;
  readonly #target: Buffer;
  #filled: number;

  /** @param first What has come of it: at least `HEAD` bytes, and not all. */
  constructor(length: number, first: Buffer) {
    const headLength = itemOffset(first[0] as number) + 1;
    const isSplit = isBytes(first[headLength - 1] as number);
    this.#target = Buffer.allocUnsafeSlow(isSplit ? length - headLength : length);
    this.frame = isSplit
      ? { bytes: Buffer.from(first.subarray(0, headLength)), content: this.#target }
      : { bytes: this.#target, content: null };
    this.#filled = first.copy(this.#target, 0, isSplit ? headLength : 0);
  }

  get isWhole(): boolean {
    return this.#filled === this.#target.length;
  }

  /** @returns How many of the bytes are its. */
  add(bytes: Buffer): number {
    const count = bytes.copy(this.#target, this.#filled);
    this.#filled += count;
    return count;
  }

  /** @returns Whether it is whole; not, when the system has no more. */
  readFrom(fd: number): boolean {
    while (!this.isWhole) {
      const count = readNow(fd, this.#target, this.#filled);
      if (count === 0) return false;
      this.#filled += count;
    }
    return true;
  }
}

/** @returns 0 when there is nothing now, or no more: of the end and of errors, the stream is told, too. */
function readNow(fd: number, bytes: Buffer, offset: number): number {
  try {
    return readSync(fd, bytes, offset, bytes.length - offset, null);
  } catch {
    return 0; // EAGAIN, or what else it may be
  }
}
