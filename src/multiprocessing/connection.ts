/**
 * Connections: messages between two ends, in any processes.
 * https://docs.python.org/3/library/multiprocessing.html#connection-objects
 */
import { inspect } from 'node:util';
import type { Channel } from './channel.ts';
import { handleClosed } from './connectionErrors.ts';
import { BufferTooShort, EOFError, OSError, ValueError } from './errors.ts';
import { NO_SIGNAL, signalOf, type SignalOption } from './signalOption.ts';
import { checkTimeout } from './timeouts.ts';

export interface Direction {
  readonly readable: boolean;
  readonly writable: boolean;
}

/** One end of a connection. Made by `Pipe()`, `Client()` and `Listener.accept()`. */
export abstract class Connection<T = unknown> implements AsyncDisposable, AsyncIterable<T> {
  readonly #channel: Channel;
  #readable: boolean;
  #writable: boolean;
  #closed = false;

  /** @internal */
  constructor(channel: Channel, { readable, writable }: Direction) {
    this.#channel = channel;
    this.#readable = readable;
    this.#writable = writable;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get readable(): boolean {
    return this.#readable;
  }

  get writable(): boolean {
    return this.#writable;
  }

  /**
   * Sends one item; it is serialized at once, so that later changes are not seen. Waits while the other end lags far
   * behind; a signal then ends the wait, but not the message, which is on its way.
   * @throws PicklingError that names the path to what cannot travel; nothing is sent then. OSError with code EPIPE when
   * nobody has the other end any more.
   */
  send(item: T, options: SignalOption = NO_SIGNAL): Promise<void> {
    try {
      this.#checkWritable();
      return this.#channel.send(item, signalOf('send', options));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Receives what the other end has sent with `send`, or bytes; waits for it.
   * @throws EOFError when nothing is left and nobody has the other end any more; whatever an item says that cannot be
   * rebuilt: that one is used up, the connection goes on.
   */
  recv(options: SignalOption = NO_SIGNAL): Promise<T> {
    try {
      this.#checkReadable();
      return this.#channel.receive(signalOf('recv', options)) as Promise<T>;
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Sends `size` bytes of `buffer`, from `offset` on, as one message. */
  async sendBytes(
    buffer: ArrayBufferView,
    offset = 0,
    size: number | null = null,
    options: SignalOption = NO_SIGNAL,
  ): Promise<void> {
    this.#checkWritable();
    await this.#channel.send(part(buffer, offset, size), signalOf('sendBytes', options));
  }

  /**
   * Receives a message of bytes.
   * @param maxlength A longer message is an OSError, and nothing can be received any more.
   */
  async recvBytes(maxlength: number | null = null, options: SignalOption = NO_SIGNAL): Promise<Uint8Array> {
    this.#checkReadable();
    if (maxlength !== null && maxlength < 0) throw new ValueError('negative maxlength');
    const bytes = await this.#bytes('recvBytes', options);
    if (maxlength !== null && bytes.length > maxlength) this.#badLength();
    return bytes;
  }

  /**
   * Receives a message of bytes into `buffer`, from `offset` on. @returns How many bytes it has.
   * @throws BufferTooShort, whose `args[0]` is the message, when there is no room for it.
   */
  async recvBytesInto(buffer: ArrayBufferView, offset = 0, options: SignalOption = NO_SIGNAL): Promise<number> {
    this.#checkReadable();
    const target = view(buffer, 'recvBytesInto');
    if (offset < 0) throw new ValueError('negative offset');
    if (offset > target.length) throw new ValueError('offset too large');
    const bytes = await this.#bytes('recvBytesInto', options);
    if (bytes.length > target.length - offset) throw tooShort(bytes, target.length - offset);
    target.set(bytes, offset);
    return bytes.length;
  }

  /**
   * Whether `recv` would not wait: a message is there, or the end.
   * @param timeout How long to wait for that, in seconds; null for ever, 0 (the default) and less not at all.
   */
  async poll(timeout: number | null = 0, options: SignalOption = NO_SIGNAL): Promise<boolean> {
    this.#checkReadable();
    checkTimeout(timeout);
    return this.#channel.poll(timeout, signalOf('poll', options));
  }

  /**
   * This process will not use the end any more. When all processes that have it have closed it, or ended, the other end
   * receives what was sent, and then an EOFError.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#channel.close();
  }

  /** Each item, until nobody has the other end any more, or this process closes this one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    while (!this.#closed) {
      let item: T;
      try {
        item = await this.recv();
      } catch (error) {
        if (error instanceof EOFError || this.#closed) return;
        throw error;
      }
      yield item;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.close();
    return Promise.resolve();
  }

  toString(): string {
    const text = this.#channel.toString();
    return this.#closed ? text.replace('>', ' closed>') : text;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  async #bytes(method: string, options: SignalOption): Promise<Uint8Array> {
    const item = await this.#channel.receive(signalOf(method, options));
    if (item instanceof Uint8Array) return item;
    throw new TypeError(`${method}() got a message that is no bytes but ${inspect(item, { depth: 0 })}: use recv()`);
  }

  #badLength(): never {
    if (this.#writable) this.#readable = false;
    else this.close();
    throw new OSError('bad message length');
  }

  #checkReadable(): void {
    if (this.#closed) throw handleClosed();
    if (!this.#readable) throw new OSError('connection is write-only');
  }

  #checkWritable(): void {
    if (this.#closed) throw handleClosed();
    if (!this.#writable) throw new OSError('connection is read-only');
  }
}

/** @throws TypeError or ValueError, in Python's words. */
function part(buffer: ArrayBufferView, offset: number, size: number | null): Uint8Array {
  const bytes = view(buffer, 'sendBytes');
  if (offset < 0) throw new ValueError('offset is negative');
  if (offset > bytes.length) throw new ValueError('buffer length < offset');
  if (size !== null && size < 0) throw new ValueError('size is negative');
  if (size !== null && offset + size > bytes.length) throw new ValueError('buffer length < offset + size');
  return bytes.subarray(offset, size === null ? bytes.length : offset + size);
}

function view(buffer: unknown, method: string): Uint8Array {
  if (ArrayBuffer.isView(buffer)) return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  throw new TypeError(`${method}() wants bytes (a Uint8Array or another view of an ArrayBuffer), not ${typeof buffer}`);
}

function tooShort(message: Uint8Array, room: number): BufferTooShort {
  const error = new BufferTooShort(`the message has ${message.length} bytes, the buffer has room for ${room}`);
  return Object.assign(error, { args: [message] });
}
