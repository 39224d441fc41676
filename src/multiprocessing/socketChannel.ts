/** The messages of a Connection over a socket of its own, between any two processes that can reach each other. */
import type { Socket } from 'node:net';
import { Changes } from './changes.ts';
import type { Channel } from './channel.ts';
import { brokenPipe, cutShort, endOfFile, handleClosed, staysInTree } from './connectionErrors.ts';
import { EOFError, OSError } from './errors.ts';
import { holdLoop, releaseLoop } from './hubClient/loopHold.ts';
import { SocketWriter } from './hubWire/socketWriter.ts';
import { appendItem, ByteGatherer, readWholeItem } from './items.ts';
import { whileLeaving } from './proxyHandles.ts';
import {
  CONTROL,
  CONTROL_BYTES,
  controlMessage,
  LONGEST_BYTES,
  MessageReader,
  type ControlContent,
} from './socketMessages.ts';

/** So much may have come and not been received before the other side is kept waiting. */
const MOST_BYTES = 1024 * 1024;

export class SocketChannel implements Channel {
  readonly #socket: Socket;
  readonly #name: string;
  readonly #writer: SocketWriter;
  readonly #reader = new MessageReader((message) => this.#received(message));
  #gathered = new ByteGatherer();
  #messages: Buffer[] = [];
  #bytes = 0;
  readonly #changes = new Changes();
  /** Why nothing comes any more, behind what has come. */
  #end: Error | null = null;
  #closed = false;
  /** How many wait for something to be sent or to come. */
  #waiting = 0;
  #isForgotten = false;
  #onControl: ((content: ControlContent | null) => void) | null = null;
  #listener: ((message: Buffer) => void) | null = null;

  constructor(socket: Socket, name: string) {
    this.#socket = socket;
    this.#name = name;
    this.#writer = new SocketWriter(socket, () => this.#left());
    socket.unref(); // who waits holds the event loop
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.fail(endOfFile(error)));
    socket.on('end', () => this.fail(this.#reader.isInside ? cutShort() : endOfFile()));
    socket.on('close', () => this.#gone());
    open.add(this);
  }

  sendControl(content: ControlContent): void {
    this.#writer.write(controlMessage(content));
  }

  /** The next message is to be a control message. @param taken Given it, empty when it is none; null: nothing comes. */
  expectControl(taken: (content: ControlContent | null) => void): void {
    this.#reader.limit = CONTROL_BYTES;
    this.#onControl = (content) => {
      this.#reader.limit = LONGEST_BYTES;
      this.#onControl = null;
      taken(content);
    };
  }

  /** Why nothing comes any more, if so. */
  get end(): Error | null {
    return this.#end;
  }

  /** A control message that comes before anything else is for that. */
  onGreeting: ((content: ControlContent) => void) | null = null;

  /** Whether the other side does not keep up with what it is sent. */
  get congested(): boolean {
    return this.#writer.congested;
  }

  /** Sends a whole message, with its length. @returns Whether it has left; the bytes are the channel's otherwise. */
  sendMessage(bytes: Uint8Array): boolean {
    return this.#writer.write(bytes);
  }

  /**
   * From now on each message is handed over as it comes, and nobody receives. It does not hold the event loop.
   * @param ended Called once when nothing comes any more.
   */
  listen(received: (message: Buffer) => void, ended: (error: Error) => void): void {
    this.#listener = received;
    for (const message of this.#messages.splice(0)) received(message);
    this.#bytes = 0;
    this.#socket.resume();
    this.#changes.once(
      () => this.#end !== null,
      () => ended(this.#end as Error),
    );
  }

  /** Nothing is received any more behind what has come. */
  fail(error: Error): void {
    this.#end ??= error;
    this.#changes.told();
  }

  async send(item: unknown, signal?: AbortSignal): Promise<void> {
    const isSent = this.#write(item);
    if (!isSent || this.#end !== null) await this.#whileWaiting(() => this.#sent(signal));
  }

  async receive(signal?: AbortSignal): Promise<unknown> {
    return this.#messages.length > 0 ? this.#take() : this.#whileWaiting(() => this.#takeNext(signal));
  }

  poll(timeout: number | null, signal?: AbortSignal): Promise<boolean> {
    return this.#whileWaiting(() => this.#until(() => this.#isReady, 'poll', timeout, signal));
  }

  /** Nobody has the connection any more: it is closed, once nobody waits by it. */
  forget(): void {
    this.#isForgotten = true;
    if (this.#waiting === 0) this.close();
  }

  close(): void {
    this.#closed = true;
    this.#changes.told();
    if (this.#writer.isEmpty) {
      this.#socket.destroySoon();
      return;
    }
    holdLoop(); // what has been sent leaves first
    this.#socket.once('close', releaseLoop);
  }

  toString(): string {
    return `<Connection ${this.#name}>`;
  }

  /** Blocks until what was sent has left. */
  flushSync(): void {
    this.#writer.flushSync();
  }

  async #whileWaiting<R>(wait: () => Promise<R>): Promise<R> {
    this.#waiting++;
    try {
      return await wait();
    } finally {
      if (--this.#waiting === 0 && this.#isForgotten) this.close();
    }
  }

  async #sent(signal: AbortSignal | undefined): Promise<void> {
    await new Promise(setImmediate); // by then the socket has said what is wrong with it
    this.#checkThere();
    if (this.#writer.congested) await this.#until(() => !this.#writer.congested, 'send', null, signal);
    if (!this.#writer.isEmpty) this.#checkThere();
  }

  async #takeNext(signal: AbortSignal | undefined): Promise<unknown> {
    while (this.#messages.length === 0) await this.#until(() => this.#isReady, 'recv', null, signal, true);
    return this.#take();
  }

  #take(): unknown {
    const message = this.#messages.shift() as Buffer;
    this.#bytes -= message.length;
    if (this.#bytes <= MOST_BYTES) this.#socket.resume();
    return readWholeItem(message);
  }

  get #isReady(): boolean {
    return this.#messages.length > 0 || this.#end !== null;
  }

  #checkThere(): void {
    if (this.#end !== null) throw this.#end instanceof EOFError ? brokenPipe(this.#end.cause) : this.#end;
  }

  /** @returns Whether it has left. */
  #write(item: unknown): boolean {
    const gathered = this.#gathered;
    gathered.length = 0;
    const objects = whileLeaving(appendItem, gathered, item, 'item');
    if (objects.length > 0) throw staysInTree();
    const isSent = this.#writer.write(gathered.bytes.subarray(0, gathered.length));
    if (!isSent || gathered.length > MOST_BYTES) this.#gathered = new ByteGatherer(); // those bytes are the writer's now
    return isSent;
  }

  #read(chunk: Buffer): void {
    try {
      this.#reader.read(chunk);
    } catch (error) {
      this.fail(error as Error);
      this.#socket.destroy();
    }
  }

  #received(message: Buffer): void {
    const control = message[0] === CONTROL ? contentOf(message) : null;
    if (this.#onControl !== null) return this.#onControl(control ?? {});
    if (control !== null) return this.onGreeting?.(control);
    if (this.#listener !== null) return this.#listener(message);
    this.#messages.push(message);
    this.#bytes += message.length;
    if (this.#bytes > MOST_BYTES) this.#socket.pause();
    this.#changes.told();
  }

  /** Waits for that, as long as the connection is open. @param failing Whether its end is an error. */
  #until(
    condition: () => boolean,
    operation: string,
    timeout: number | null,
    signal: AbortSignal | undefined,
    failing = false,
  ): Promise<boolean> {
    const check = (): boolean => {
      if (this.#closed) throw handleClosed();
      if (failing && this.#end !== null) throw this.#end;
      return condition() || this.#end !== null;
    };
    return this.#changes.until(check, { operation, object: this.#name, timeout, signal });
  }

  #left(): void {
    this.#changes.told();
    if (this.#closed && this.#writer.isEmpty) this.#socket.destroySoon();
  }

  #gone(): void {
    open.delete(this);
    this.fail(endOfFile());
    this.#onControl?.(null);
  }
}

/** For the end of the process. */
const open = new Set<SocketChannel>();
process.on('exit', () => {
  for (const channel of open) channel.flushSync();
});

function contentOf(message: Buffer): ControlContent {
  const content = JSON.parse(message.toString('utf8', 1)) as unknown;
  if (typeof content === 'object' && content !== null) return content as ControlContent;
  throw new OSError('the other side does not speak as a Connection does');
}
