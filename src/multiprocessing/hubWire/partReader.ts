/** Puts large frames together again, whose parts come between others. */
import { BEGIN_BYTES, FrameError, LONGEST_PAYLOAD, Op, type Frame } from './frames.ts';

interface Stream {
  readonly op: number;
  readonly object: number;
  readonly request: number;
  readonly length: number;
  payload: Buffer;
  bytes: number;
}

/** Memory is taken as it is needed, not as it is claimed. */
const FIRST_BYTES = 512 * 1024;

const NOTHING = Buffer.alloc(0);

/** More at a time are not sent by anybody of good will. */
const MOST_STREAMS = 10_000;

export class PartReader {
  readonly #streams = new Map<number, Stream>();
  readonly #received: (frame: Frame) => void;

  constructor(received: (frame: Frame) => void) {
    this.#received = received;
  }

  /** @throws FrameError for parts of nothing, or too many of them. */
  read(frame: Frame): void {
    if (frame.op === Op.begin) this.#begin(frame);
    else this.#add(frame);
  }

  #begin({ object, request: stream, payload }: Frame): void {
    if (payload.length !== BEGIN_BYTES || this.#streams.has(stream) || this.#streams.size >= MOST_STREAMS)
      throw new FrameError('a large frame that does not begin as one');
    const length = payload.readDoubleLE(5);
    if (!(length >= 0 && length <= LONGEST_PAYLOAD)) throw new FrameError(`a payload of ${length} bytes`);
    const op = payload[0] as number;
    this.#streams.set(stream, { op, object, request: payload.readUInt32LE(1), length, payload: NOTHING, bytes: 0 });
  }

  #add({ request: number, payload }: Frame): void {
    const stream = this.#streams.get(number);
    if (stream === undefined || stream.bytes + payload.length > stream.length)
      throw new FrameError('a part of no large frame');
    append(stream, payload);
    if (stream.bytes < stream.length) return;
    this.#streams.delete(number);
    this.#received(stream);
  }
}

function append(stream: Stream, part: Buffer): void {
  if (stream.bytes + part.length > stream.payload.length) {
    const larger = Buffer.allocUnsafeSlow(Math.min(stream.length, Math.max(FIRST_BYTES, stream.payload.length * 4)));
    stream.payload.copy(larger, 0, 0, stream.bytes);
    stream.payload = larger;
  }
  part.copy(stream.payload, stream.bytes);
  stream.bytes += part.length;
}
