/**
 * Writes to a socket without Node's streams as long as the other side keeps up: a write is one system call then, and
 * when it returns the bytes have left this process, whatever becomes of it.
 */
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { descriptorOf } from '../../base/descriptorOf.ts';
import { sleepSync } from '../../base/sleepSync.ts';

/** The other side is slow when this much waits. */
const CONGESTED_BYTES = 512 * 1024;
/** And keeps up again when no more than this waits: not nothing, so that neither side ever waits for the other. */
const RELIEVED_BYTES = 256 * 1024;
/** What is given to the stream at a time, so that the rest is known at the end of the process. */
const STREAMED_BYTES = 256 * 1024;
/** How often a blocking write tries again, and for how long the other side may take nothing. */
const RETRY_MS = 0.05;
const GIVE_UP_MS = 10_000;

export class SocketWriter {
  readonly #socket: Socket;
  readonly #onRoom: () => void;
  /** What has not been given to the stream; the first is what the stream has. */
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #waiters: (() => void)[] = [];
  #ended = false;
  /** Whether the other side has ended, and what is written goes nowhere. */
  #unread = false;

  /** @param onRoom Called when what was pending has left. */
  constructor(socket: Socket, onRoom: () => void) {
    this.#socket = socket;
    this.#onRoom = onRoom;
    socket.once('close', () => {
      this.#ended = true;
      this.#pending = [];
      this.#pendingBytes = 0;
      this.#wake();
    });
  }

  get isEmpty(): boolean {
    return this.#pendingBytes === 0;
  }

  /** Whether nobody reads any more what is written. */
  get isUnread(): boolean {
    return this.#unread || this.#ended;
  }

  get congested(): boolean {
    return this.#pendingBytes > CONGESTED_BYTES;
  }

  async drained(): Promise<void> {
    if (this.#pendingBytes <= RELIEVED_BYTES) return;
    await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  /** @returns Whether the bytes have left; they belong to this writer otherwise. */
  write(bytes: Uint8Array): boolean {
    if (this.#ended) return true;
    let written = 0;
    if (this.#pendingBytes === 0) {
      written = this.#writeNow(bytes);
      if (written === bytes.length) return true;
    }
    this.#pending.push(bytes.subarray(written));
    this.#pendingBytes += bytes.length - written;
    if (this.#pending.length === 1) this.#stream();
    return false;
  }

  /** Blocks until all has left. Only at the end of the process: what the stream has begun to write it would write again. */
  flushSync(): void {
    const unsent = (this.#socket as { _handle?: { writeQueueSize?: number } })._handle?.writeQueueSize ?? 0;
    const [first, ...others] = this.#pending;
    if (first === undefined) return;
    for (const bytes of [first.subarray(first.length - unsent), ...others]) this.#writeSync(bytes);
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** @returns How many bytes the kernel has taken. */
  #writeNow(bytes: Uint8Array): number {
    const fd = descriptorOf(this.#socket);
    if (this.#unread) return bytes.length;
    if (fd < 0) return 0; // Windows, or not connected yet
    try {
      return writeSync(fd, bytes);
    } catch (error) {
      // Nobody reads any more. The stream is not to meet that: it would throw away what is still to be read from them
      this.#unread = isGone(error);
      return this.#unread ? bytes.length : 0; // EAGAIN: later. What else it may be, the stream meets, too
    }
  }

  /** Waits, by the stream, until the kernel takes more. */
  #stream(): void {
    const [first] = this.#pending;
    if (first === undefined || this.#ended) return;
    if (first.length > STREAMED_BYTES) {
      this.#pending.splice(0, 1, first.subarray(0, STREAMED_BYTES), first.subarray(STREAMED_BYTES));
    }
    const [next] = this.#pending as [Uint8Array];
    this.#socket.write(next, () => {
      if (this.#ended) return;
      this.#pending.shift();
      this.#pendingBytes -= next.length;
      this.#writePending();
    });
  }

  #writePending(): void {
    while (this.#pending.length > 0) {
      const [first] = this.#pending as [Uint8Array];
      const written = this.#writeNow(first);
      this.#pendingBytes -= written;
      if (written < first.length) {
        this.#pending[0] = first.subarray(written);
        this.#stream();
        if (this.#pendingBytes <= RELIEVED_BYTES) this.#relieved();
        return;
      }
      this.#pending.shift();
    }
    this.#relieved();
  }

  #relieved(): void {
    this.#wake();
    this.#onRoom();
  }

  #writeSync(bytes: Uint8Array): void {
    const fd = descriptorOf(this.#socket);
    if (fd < 0) return;
    let idle = 0;
    for (let sent = 0; sent < bytes.length && idle < GIVE_UP_MS;) {
      try {
        sent += writeSync(fd, bytes, sent);
        idle = 0;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return; // nobody is there to read it
        sleepSync(RETRY_MS);
        idle += RETRY_MS;
      }
    }
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EPIPE' || code === 'ECONNRESET';
}
