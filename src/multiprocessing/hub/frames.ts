/**
 * The frames between the processes of a tree and their hub. Little endian:
 *
 *     u32 length of what follows · u8 op · f64 object · u32 request · payload
 *
 * The payload is JSON or, for `Op.data`, bytes whose meaning is the object's own.
 */

export const Op = {
  /** Hub → process: a nonce to be signed with the tree's key. */
  challenge: 1,
  /** Process → hub: who it is, with the signed nonce and a nonce of its own. */
  hello: 2,
  /** Hub → process: the process's nonce, signed. */
  welcome: 3,
  /** Process → hub: `[method, ...args]`, answered by a result or an error with the same request number. */
  call: 4,
  /** Process → hub: gives up a call. It is answered all the same: by a result if that came first. */
  cancel: 5,
  /** `[method, ...args]` without an answer, in either direction. */
  note: 6,
  /** Bytes for an object, in either direction. */
  data: 7,
  /** Hub → process: `[value]`. */
  result: 8,
  /** Hub → process: `[name, message]`. */
  error: 9,
  /** A large frame comes in parts: `u8 op · u32 request · f64 length`; `request` numbers the stream of parts. */
  begin: 10,
  part: 11,
} as const;

export interface Frame {
  readonly op: number;
  readonly object: number;
  readonly request: number;
  /** Shared with what was read: to be copied where it is kept for long. */
  readonly payload: Buffer;
}

export const HEADER_BYTES = 17;
export const BEGIN_BYTES = 13;

/** A payload that is longer is sent in parts of this size, so that what is urgent can come between. */
export const PART_BYTES = 128 * 1024;
/** A longer frame is not of this protocol. */
const LONGEST_FRAME = 1024 * 1024;
/** The longest payload that parts are put together to. */
export const LONGEST_PAYLOAD = 2 ** 31;

/** @returns The offset behind the header. */
export function writeHeader(
  target: Buffer,
  offset: number,
  op: number,
  object: number,
  request: number,
  payloadBytes: number,
): number {
  target.writeUInt32LE(HEADER_BYTES - 4 + payloadBytes, offset);
  target[offset + 4] = op;
  target.writeDoubleLE(object, offset + 5);
  target.writeUInt32LE(request, offset + 13);
  return offset + HEADER_BYTES;
}

/** Cuts what is read from a socket into frames. */
export class FrameReader {
  /** Of a frame that has not come wholly. */
  #chunks: Buffer[] = [];
  #bytes = 0;
  #wanted = 4;
  readonly #received: (frame: Frame) => void;

  constructor(received: (frame: Frame) => void) {
    this.#received = received;
  }

  /** @throws FrameError when it is not frames. */
  read(chunk: Buffer): void {
    if (this.#bytes > 0) {
      this.#chunks.push(chunk);
      this.#bytes += chunk.length;
      if (this.#bytes < this.#wanted) return;
      chunk = Buffer.concat(this.#chunks, this.#bytes);
    }
    this.#keep(chunk.subarray(this.#cut(chunk)));
  }

  /** @returns How much of it was whole frames. */
  #cut(chunk: Buffer): number {
    let offset = 0;
    for (;;) {
      const left = chunk.length - offset;
      this.#wanted = left < 4 ? 4 : 4 + checkedLength(chunk.readUInt32LE(offset));
      if (left < this.#wanted) return offset;
      this.#received({
        op: chunk[offset + 4] as number,
        object: chunk.readDoubleLE(offset + 5),
        request: chunk.readUInt32LE(offset + 13),
        payload: chunk.subarray(offset + HEADER_BYTES, offset + this.#wanted),
      });
      offset += this.#wanted;
    }
  }

  #keep(rest: Buffer): void {
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#bytes = rest.length;
  }
}

export class FrameError extends Error {
  override readonly name = 'FrameError';
}

function checkedLength(length: number): number {
  if (length >= HEADER_BYTES - 4 && length <= LONGEST_FRAME) return length;
  throw new FrameError(`a frame of ${length} bytes is not of this protocol`);
}
