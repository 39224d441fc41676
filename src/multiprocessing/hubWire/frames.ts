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

/** In messages, the hub itself in place of an object. */
export const HUB = 0;

/** The result of a call that was given up before it was answered. */
export const CANCELLED = { cancelled: true } as const;

export function isCancelled(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'cancelled' in result;
}

export interface Frame {
  readonly op: number;
  readonly object: number;
  readonly request: number;
  /** In memory that is used again: to be copied where it is kept (incoming.ts, `owned`). */
  readonly payload: Buffer;
}

export const HEADER_BYTES = 17;
export const BEGIN_BYTES = 13;

/** A payload that is longer is sent in parts of this size, so that what is urgent can come between. */
export const PART_BYTES = 128 * 1024;
/** A longer frame is not of this protocol. */
const LONGEST_FRAME = 200 * 1024;
const LENGTH_BYTES = 4;
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
  /** A frame that has not come wholly, or the first bytes of its length. */
  #frame: Buffer = Buffer.alloc(0);
  #filled = 0;
  readonly #received: (frame: Frame) => void;

  constructor(received: (frame: Frame) => void) {
    this.#received = received;
  }

  /** @throws FrameError when it is not frames. */
  read(chunk: Buffer): void {
    let offset = 0;
    while (offset < chunk.length) {
      offset += this.#filled > 0 ? this.#fill(chunk.subarray(offset)) : this.#next(chunk.subarray(offset));
    }
  }

  /** @returns How much of the chunk it has taken. */
  #next(chunk: Buffer): number {
    const wanted = chunk.length < LENGTH_BYTES ? LENGTH_BYTES : frameBytes(chunk);
    if (chunk.length >= wanted) this.#dispatch(chunk.subarray(0, wanted));
    else {
      this.#frame = Buffer.allocUnsafeSlow(wanted);
      this.#filled = chunk.copy(this.#frame);
    }
    return Math.min(wanted, chunk.length);
  }

  #fill(chunk: Buffer): number {
    const taken = chunk.copy(this.#frame, this.#filled);
    this.#filled += taken;
    if (this.#filled < this.#frame.length) return taken;
    const whole = this.#frame;
    this.#filled = 0;
    const wanted = frameBytes(whole);
    if (wanted === whole.length) this.#dispatch(whole);
    else {
      this.#frame = Buffer.allocUnsafeSlow(wanted);
      this.#filled = whole.copy(this.#frame);
    }
    return taken;
  }

  #dispatch(frame: Buffer): void {
    this.#received({
      op: frame[4] as number,
      object: frame.readDoubleLE(5),
      request: frame.readUInt32LE(13),
      payload: frame.subarray(HEADER_BYTES),
    });
  }
}

export class FrameError extends Error {
  override readonly name = 'FrameError';
}

/** @returns The frame's whole length, by its first bytes. */
function frameBytes(start: Buffer): number {
  const length = start.readUInt32LE(0);
  if (length >= HEADER_BYTES - LENGTH_BYTES && length <= LONGEST_FRAME) return LENGTH_BYTES + length;
  throw new FrameError(`a frame of ${length} bytes is not of this protocol`);
}
