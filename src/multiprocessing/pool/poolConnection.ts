/** The two ends of the socket between a pool and a worker: it is inherited, as the lifeline is. */
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { descriptorOf } from '../../base/descriptorOf.ts';
import { SocketWriter } from '../hubWire/socketWriter.ts';
import { FrameReader, type Frame } from './frameReader.ts';

/** The descriptor of the socket in the worker, behind the lifeline's. */
export const POOL_FD = 4;

/**
 * The worker's end. At first without Node's sockets, whose module takes as long to load as all else that a worker does
 * before its first task: until then the descriptor blocks, and the pool says something at once.
 */
export class PoolConnection {
  readonly #fd: number;
  readonly #reader: FrameReader;
  #socket: Socket | null = null;
  #writer: SocketWriter | null = null;
  #isHeld = true;

  /** @param received Given each frame without its length. */
  constructor(fd: number, received: (frame: Frame) => void) {
    this.#fd = fd;
    this.#reader = new FrameReader(received);
  }

  /** Whether the pool can read all that was written, whatever becomes of this process. */
  get isEmpty(): boolean {
    return this.#writer?.isEmpty ?? true;
  }

  /** Reads what the pool has sent while this process was being started; waits until it is something. Before `connect`. */
  readFirst(): void {
    this.#reader.readWaiting(this.#fd);
  }

  /**
   * From now on nothing blocks, and the socket keeps the event loop alive.
   * @param onRoom Called when all has left that had not at once.
   */
  connect(onRoom: () => void): Socket {
    const { Socket } = process.getBuiltinModule('node:net');
    const socket = new Socket({ fd: this.#fd, readable: true, writable: true });
    feed(this.#reader, socket);
    const writer = new SocketWriter(socket, () => {
      if (writer.isEmpty) onRoom();
    });
    [this.#socket, this.#writer] = [socket, writer];
    this.hold(this.#isHeld);
    return socket;
  }

  /** Whether it keeps the event loop alive. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld) this.#socket?.ref();
    else this.#socket?.unref();
  }

  /** @returns Whether the bytes have left; they belong to the connection otherwise. */
  write(bytes: Uint8Array): boolean {
    if (this.#writer !== null) return this.#writer.write(bytes);
    writeAll(this.#fd, bytes);
    return true;
  }

  /** Blocks until all has left: only at the end of the process. */
  flushSync(): void {
    this.#writer?.flushSync();
  }
}

/** In the pool. A worker that is gone is heard of by its Process. */
export function readFrames(socket: Socket, received: (frame: Frame) => void): void {
  feed(new FrameReader(received), socket);
}

function feed(reader: FrameReader, socket: Socket): void {
  socket.on('data', (bytes) => {
    reader.read(bytes);
    const fd = descriptorOf(socket);
    if (fd >= 0) reader.readMore(fd); // on Windows there is no descriptor for it
  });
  socket.on('error', () => {});
}

function writeAll(fd: number, bytes: Uint8Array): void {
  try {
    for (let sent = 0; sent < bytes.length;) sent += writeSync(fd, bytes, sent);
  } catch {
    // The pool is gone: the end of the socket says so, too
  }
}
