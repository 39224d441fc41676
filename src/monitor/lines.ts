import { MAX_LINE_BYTES } from './protocol.ts';

const NEWLINE = 0x0a;

/** Puts the lines of a byte stream together. Split before it is decoded, so that no character is torn. */
export class LineSplitter {
  #parts: Uint8Array[] = [];
  #length = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number = MAX_LINE_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** @returns The lines that `chunk` completes, without their ends; null once a line is too long: then give up. */
  push(chunk: Uint8Array): string[] | null {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (!this.#add(chunk.subarray(start, end))) return null;
      lines.push(Buffer.concat(this.#parts).toString());
      this.#parts = [];
      this.#length = 0;
      start = end + 1;
    }
    return this.#add(chunk.subarray(start)) ? lines : null;
  }

  #add(part: Uint8Array): boolean {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) return false;
    if (part.length > 0) this.#parts.push(part);
    return true;
  }
}
