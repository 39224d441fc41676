/**
 * One end of a connection between a process and the hub: frames in, frames out. What is sent in one turn of the event
 * loop leaves in one write; a large payload leaves in parts, between which others pass.
 */
import type { Socket } from 'node:net';
import {
  BEGIN_BYTES,
  FrameError,
  FrameReader,
  HEADER_BYTES,
  Op,
  PART_BYTES,
  writeHeader,
  type Frame,
} from './frames.ts';
import { readNow, type Incoming } from './incoming.ts';
import { PartReader } from './partReader.ts';
import { SocketWriter } from './socketWriter.ts';

/** Bytes in several pieces are sent as if they were one. */
export type Payload = string | Uint8Array | readonly Uint8Array[];

export interface WireEvents {
  /** Whether large payloads are put together, which takes memory; without it, they are. */
  takesLarge?(): boolean;
  received(frame: Frame): void;
  /** Nothing comes any more. The error is what was wrong with the other side, or with the connection. */
  closed(error: Error | null): void;
}

/** A large payload on its way. */
interface Large {
  readonly op: number;
  readonly object: number;
  readonly request: number;
  readonly payload: Uint8Array;
  readonly stream: number;
  readonly written: (() => void) | null;
  sent: number;
}

const FIRST_BUFFER_BYTES = 4 * 1024;
/** What has gathered to this size is written without waiting for the end of the turn. */
const GATHERED_BYTES = 64 * 1024;

export class Wire {
  readonly #incoming: Incoming;
  readonly #writer: SocketWriter;
  #gathered = Buffer.allocUnsafeSlow(FIRST_BUFFER_BYTES);
  #length = 0;
  #isFlushing = false;
  #streams = 0;
  /** By object, since what is sent to one object must arrive in order. */
  readonly #large = new Map<number, Large[]>();
  /** What is to be sent when nothing large is on its way. */
  #behind: (() => void)[] = [];
  #error: Error | null = null;

  constructor(incoming: Incoming, events: WireEvents) {
    const { socket } = incoming;
    this.#incoming = incoming;
    this.#writer = new SocketWriter(socket, () => this.#sendParts());
    const parts = new PartReader((frame) => events.received(frame));
    const reader = new FrameReader((frame) => {
      if (frame.op !== Op.begin && frame.op !== Op.part) events.received(frame);
      else if (events.takesLarge?.() === false) throw new FrameError('a large payload, which is not taken yet');
      else parts.read(frame);
    });
    incoming.onChunk = (chunk) => this.#read(socket, reader, chunk);
    socket.on('error', (error) => (this.#error ??= error));
    socket.on('close', () => events.closed(this.#error));
  }

  /** Whether the other side does not keep up. */
  get congested(): boolean {
    return this.#writer.congested;
  }

  /** Whether all that was flushed has left. */
  get hasLeft(): boolean {
    return this.#writer.isEmpty && this.#large.size === 0;
  }

  /** Whether nobody reads any more what is sent. */
  get isUnread(): boolean {
    return this.#writer.isUnread;
  }

  /** Reads without the event loop what has come by now, where that can be done (not on Windows). */
  readNow(): void {
    readNow(this.#incoming);
  }

  /** Resolves when there is room again, or when the connection has ended. */
  drained(): Promise<void> {
    return this.#writer.drained();
  }

  /** @param written Called when a large payload has left, or at once. */
  send(op: number, object: number, request: number, payload: Payload, written: (() => void) | null = null): void {
    const bytes = byteLength(payload);
    if (bytes > PART_BYTES || this.#large.has(object)) {
      const kept = bytes > PART_BYTES ? inOne(payload) : copyOf(payload);
      this.#sendLarge(op, object, request, kept, written);
      return;
    }
    const offset = this.#head(op, object, request, bytes);
    if (typeof payload === 'string') this.#gathered.write(payload, offset, 'utf8');
    else if (payload instanceof Uint8Array) this.#gathered.set(payload, offset);
    else this.#gather(payload, offset);
    written?.();
  }

  /** Sends when all that is on its way has left: what gives an object up must not pass what refers to it. */
  sendBehind(op: number, object: number, request: number, payload: Payload): void {
    if (this.#large.size === 0) this.send(op, object, request, payload);
    else this.#behind.push(() => this.send(op, object, request, payload));
  }

  /** Writes at the end of this turn's microtasks what was sent. */
  flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    queueMicrotask(() => this.flush());
  }

  /** Writes at once what was sent. */
  flush(): void {
    this.#isFlushing = false;
    if (this.#length === 0) return;
    const gathered = this.#gathered.subarray(0, this.#length);
    this.#length = 0;
    if (!this.#writer.write(gathered)) this.#gathered = Buffer.allocUnsafeSlow(FIRST_BUFFER_BYTES);
  }

  /** Blocks until everything has left; for the end of a process. */
  flushSync(): void {
    this.flush();
    for (const [object] of this.#large) while (this.#sendPart(object)) this.flush();
    this.#writer.flushSync();
  }

  /** @param error Why, when the other side is to blame. */
  destroy(error: Error | null = null): void {
    this.#error ??= error;
    this.#writer.destroy();
  }

  #read(socket: Socket, reader: FrameReader, chunk: Buffer): void {
    if (socket.destroyed) return;
    try {
      reader.read(chunk);
    } catch (error) {
      this.destroy(error as Error);
    }
  }

  /** @returns The offset, in what is gathered, where the payload goes. */
  #head(op: number, object: number, request: number, payloadBytes: number): number {
    const start = this.#room(HEADER_BYTES + payloadBytes); // may put another buffer in place
    return writeHeader(this.#gathered, start, op, object, request, payloadBytes);
  }

  /** @returns The offset of so many free bytes. */
  #room(bytes: number): number {
    if (this.#length + bytes > GATHERED_BYTES) this.flush();
    const offset = this.#length;
    this.#length += bytes;
    if (this.#length > this.#gathered.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.#length, this.#gathered.length * 4));
      this.#gathered.copy(larger, 0, 0, offset);
      this.#gathered = larger;
    }
    return offset;
  }

  #gather(pieces: readonly Uint8Array[], offset: number): void {
    for (const piece of pieces) {
      this.#gathered.set(piece, offset);
      offset += piece.length;
    }
  }

  #sendLarge(op: number, object: number, request: number, payload: Uint8Array, written: (() => void) | null): void {
    const waiting = this.#large.get(object) ?? [];
    waiting.push({ op, object, request, payload, stream: ++this.#streams >>> 0, written, sent: -1 });
    this.#large.set(object, waiting);
    if (waiting.length === 1) this.#sendParts();
  }

  /** One part of each object in turn, as long as the other side keeps up. */
  #sendParts(): void {
    while (this.#large.size > 0 && !this.#writer.congested) {
      for (const [object] of this.#large) if (!this.#writer.congested) this.#sendPart(object);
      this.flush();
    }
  }

  /** @returns Whether the object has more to send. */
  #sendPart(object: number): boolean {
    const waiting = this.#large.get(object) ?? [];
    const [large] = waiting;
    if (large === undefined) return false;
    const { payload, stream } = large;
    if (large.sent < 0) this.#begin(large);
    const part = payload.subarray(large.sent, large.sent + PART_BYTES);
    const offset = this.#head(Op.part, object, stream, part.length);
    this.#gathered.set(part, offset);
    large.sent += part.length;
    if (large.sent < payload.length) return true;
    waiting.shift();
    if (waiting.length === 0) this.#large.delete(object);
    large.written?.();
    if (this.#large.size === 0) for (const send of this.#behind.splice(0)) send();
    return waiting.length > 0;
  }

  #begin(large: Large): void {
    const offset = this.#head(Op.begin, large.object, large.stream, BEGIN_BYTES);
    this.#gathered[offset] = large.op;
    this.#gathered.writeUInt32LE(large.request, offset + 1);
    this.#gathered.writeDoubleLE(large.payload.length, offset + 5);
    large.sent = 0;
  }
}

function byteLength(payload: Payload): number {
  if (typeof payload === 'string') return Buffer.byteLength(payload);
  return payload instanceof Uint8Array ? payload.length : payload.reduce((sum, { length }) => sum + length, 0);
}

/** What is small may be in memory that is used anew for what is sent next. */
export function copyOf(payload: Payload): Uint8Array {
  return payload instanceof Uint8Array ? Buffer.from(payload) : inOne(payload);
}

function inOne(payload: Payload): Uint8Array {
  if (typeof payload === 'string') return Buffer.from(payload);
  return payload instanceof Uint8Array ? payload : Buffer.concat(payload);
}
