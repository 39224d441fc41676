/** Puts large frames together again, whose parts come between others. */
import { BEGIN_BYTES, FrameError, LONGEST_PAYLOAD, Op, type Frame } from './frames.ts';

interface Stream {
  readonly op: number;
  readonly object: number;
  readonly request: number;
  readonly length: number;
  readonly chunks: Buffer[];
  bytes: number;
}

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
    this.#streams.set(stream, { op, object, request: payload.readUInt32LE(1), length, chunks: [], bytes: 0 });
  }

  #add({ request: number, payload }: Frame): void {
    const stream = this.#streams.get(number);
    if (stream === undefined || stream.bytes + payload.length > stream.length)
      throw new FrameError('a part of no large frame');
    stream.chunks.push(payload);
    stream.bytes += payload.length;
    if (stream.bytes < stream.length) return;
    this.#streams.delete(number);
    const { op, object, request, chunks, bytes } = stream;
    this.#received({ op, object, request, payload: Buffer.concat(chunks, bytes) });
  }
}
