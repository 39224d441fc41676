import type { OutputStream } from '../monitor/protocol.ts';

/** What one process has written at once. */
export interface WrittenPiece {
  readonly stream: OutputStream;
  readonly pid: number;
  readonly data: Buffer;
}

/** Stream, pid, length: see src/python/process_tree_output.py. */
const HEADER_BYTES = 9;

/** Takes apart what the relay sends. */
export class OutputFrames {
  #rest: Buffer = Buffer.alloc(0);

  /** @returns What is complete with `data`. */
  push(data: Buffer): WrittenPiece[] {
    this.#rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    const pieces: WrittenPiece[] = [];
    for (let piece = this.#next(); piece; piece = this.#next()) pieces.push(piece);
    return pieces;
  }

  #next(): WrittenPiece | null {
    if (this.#rest.length < HEADER_BYTES) return null;
    const end = HEADER_BYTES + this.#rest.readUInt32BE(5);
    if (this.#rest.length < end) return null;
    const stream = this.#rest.readUInt8(0) === 1 ? 'stdout' : 'stderr';
    const piece = { stream, pid: this.#rest.readUInt32BE(1), data: this.#rest.subarray(HEADER_BYTES, end) } as const;
    this.#rest = this.#rest.subarray(end);
    return piece;
  }
}
