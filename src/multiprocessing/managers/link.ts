/** What this process says to the server of a manager, and hears of it: one connection for all its proxies. */
import { deferred } from '../../base/deferred.ts';
import { connectChannel } from '../client.ts';
import { currentProcess } from '../currentProcess.ts';
import { AuthenticationError, EOFError, OSError } from '../errors.ts';
import { holdLoop, releaseLoop } from '../hubClient/loopHold.ts';
import { processIdentity } from '../identity.ts';
import { getLogger } from '../logging.ts';
import { unpackError, type Failure } from '../remoteError.ts';
import { throwIfAborted } from '../signalOption.ts';
import { addressText, type Address } from '../socketAddress.ts';
import type { SocketChannel } from '../socketChannel.ts';
import { Batch, itemOf, readFrames, Reply, Request, type Frame, type Hello } from './frames.ts';
import { MissingObject } from './missingObject.ts';
import { PendingCall } from './pendingCall.ts';
import type { ReferenceKeeper } from './references.ts';
import { unreachable } from './unreachable.ts';

/** A server that does not answer to that a call is given up has no more to say about it. */
const GIVES_UP_WITHIN_MS = 1000;

export class Link implements ReferenceKeeper {
  readonly #address: Address;
  readonly #key: () => Uint8Array;
  readonly #held: () => Iterable<number>;
  readonly #batch = new Batch();
  readonly #calls = new Map<number, PendingCall>();
  #counter = 0;
  #channel: SocketChannel | null = null;
  #connecting: Promise<void> | null = null;
  #wasConnected = false;
  #flushing = false;
  readonly #flushNow = (): void => this.#flush();
  #welcome = deferred<void>();
  #serverName: string | null = null;
  /** Whether there has been another before, at this address. */
  #isAnotherServer = false;

  /** @param held The objects of which there are proxies in this process. */
  constructor(address: Address, key: () => Uint8Array, held: () => Iterable<number>) {
    this.#address = address;
    this.#key = key;
    this.#held = held;
  }

  /** The server's name for itself, once it has told it. */
  get serverName(): string | null {
    return this.#serverName;
  }

  /** @throws OSError when nobody is there; AuthenticationError when the server has another key. */
  connect(): Promise<void> {
    if (this.#channel !== null) return Promise.resolve();
    if (this.#connecting !== null) return this.#connecting;
    holdLoop();
    this.#connecting = this.#connect().finally(() => {
      this.#connecting = null;
      releaseLoop();
    });
    return this.#connecting;
  }

  /** Calls a method of an object in the server. @throws What the method throws; OSError or EOFError when it is gone. */
  call(object: number, method: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    throwIfAborted(signal);
    const call = this.#ask(Request.call, object, method, args);
    return signal === undefined ? call.answer : this.#untilAborted(call.number, call.answer, signal);
  }

  create(object: number, typeid: string, args: readonly unknown[]): Promise<unknown> {
    return this.#ask(Request.create, object, typeid, args).answer;
  }

  /** Behind its `create`. */
  named(object: number, name: string): void {
    this.#batch.append(Request.named, 0, object, '', name);
  }

  async count(): Promise<number> {
    return (await this.#ask(Request.count, 0, 'count', 0).answer) as number;
  }

  /** Ends the server: resolves when it has heard of it. */
  async shutdown(): Promise<void> {
    await this.#ask(Request.shutdown, 0, 'shutdown', 0).answer;
  }

  /** The same at the end of this process, where nothing is answered any more. */
  shutdownNow(): void {
    this.#batch.append(Request.shutdown, 0, 0, '', null);
    this.#flush();
  }

  /** At once, since the other process may be faster: so the object is there when it calls it. */
  sent(object: number): void {
    this.#note(Request.sent, object);
    this.#flush();
  }

  arrived(object: number): void {
    this.#note(Request.arrived, object);
  }

  dropped(object: number): void {
    if (this.#channel !== null) this.#note(Request.drop, object);
  }

  /** What waits is rejected; the next call connects again. */
  close(): void {
    if (this.#channel !== null) this.#lost(this.#channel, new EOFError('the connection has been closed'));
  }

  /** It is said in this turn of the event loop, with all else. */
  #ask(op: number, object: number, name: string, item: unknown): { number: number; answer: Promise<unknown> } {
    const number = (this.#counter = (this.#counter + 1) >>> 0);
    this.#batch.append(op, number, object, name, item, 'args');
    const call = new PendingCall(name);
    if (this.#calls.size === 0) holdLoop();
    this.#calls.set(number, call);
    this.#flushSoon();
    return { number, answer: call.answer };
  }

  #note(op: number, object: number): void {
    this.#batch.append(op, 0, object, '', null);
    this.#flushSoon();
  }

  #flushSoon(): void {
    if (this.#channel === null) this.connect().catch((error: unknown) => this.#fail(() => error as Error));
    else if (!this.#flushing) {
      this.#flushing = true;
      process.nextTick(this.#flushNow);
    }
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#channel !== null) this.#batch.send(this.#channel);
  }

  async #untilAborted(number: number, answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
    let timer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      this.#batch.append(Request.cancel, number, 0, '', null);
      this.#flushSoon();
      timer = setTimeout(() => this.#take(number)?.reject(CANCELLED), GIVES_UP_WITHIN_MS);
    };
    signal.addEventListener('abort', abort);
    try {
      return await answer;
    } catch (error) {
      throw error === CANCELLED ? signal.reason : error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  async #connect(): Promise<void> {
    const channel = await connectChannel(this.#address, { authkey: this.#key() }).catch((error: unknown) => {
      throw unreachable(error, this.#address, this.#wasConnected);
    });
    this.#welcome = deferred();
    channel.listen(
      (message) => this.#received(channel, message),
      (error) => this.#lost(channel, error),
    );
    await this.#welcome.promise;
    this.#introduce(channel);
    this.#channel = channel;
    this.#wasConnected = true;
    this.#flush();
  }

  #introduce(channel: SocketChannel): void {
    const { name, pid } = currentProcess();
    const { id } = processIdentity();
    const introduction = new Batch();
    introduction.append(Request.hello, 0, 0, '', { id, name, pid: pid ?? 0 } satisfies Hello);
    if (this.#wasConnected) for (const object of this.#held()) introduction.append(Request.hold, 0, object, '', null);
    introduction.send(channel);
  }

  #received(channel: SocketChannel, message: Buffer): void {
    try {
      for (const frame of readFrames(message)) this.#heard(frame);
    } catch (error) {
      channel.fail(error as Error);
    }
  }

  #heard(frame: Frame): void {
    if (frame.op === Reply.warning) return getLogger().warning(String(itemOf(frame)));
    if (frame.op !== Reply.welcome) return this.#answered(frame);
    const name = String(itemOf(frame));
    this.#isAnotherServer ||= this.#serverName !== null && this.#serverName !== name;
    this.#serverName = name;
    this.#welcome.resolve();
  }

  #answered(frame: Frame): void {
    const call = this.#take(frame.call);
    if (call === undefined) return; // given up
    if (frame.op === Reply.cancelled) return call.reject(CANCELLED);
    if (frame.op === Reply.missing) return call.reject(new MissingObject(call.what, this.#isAnotherServer));
    try {
      const item = itemOf(frame);
      if (frame.op === Reply.error) void this.#reject(call, item as Failure);
      else call.resolve(item); // a promise, where a module has to be imported
    } catch (error) {
      call.reject(error); // it cannot be rebuilt here
    }
  }

  async #reject(call: PendingCall, failure: Failure): Promise<void> {
    call.reject(await unpackError(failure, `the manager's server at ${addressText(this.#address)}`));
  }

  #take(number: number): PendingCall | undefined {
    const call = this.#calls.get(number);
    if (call !== undefined && this.#calls.delete(number) && this.#calls.size === 0) releaseLoop();
    return call;
  }

  #lost(channel: SocketChannel, cause: Error): void {
    channel.close();
    this.#welcome.reject(unreachable(cause, this.#address, this.#wasConnected));
    if (this.#channel !== channel) return;
    this.#channel = null;
    const where = addressText(this.#address);
    this.#fail(({ what }) =>
      cause instanceof AuthenticationError
        ? cause
        : new EOFError(
            `the manager's server at ${where} has gone while ${what}() was under way: whether it was done is not known`,
            { cause },
          ),
    );
  }

  #fail(error: (call: PendingCall) => Error): void {
    this.#batch.clear();
    for (const [number, call] of this.#calls) {
      this.#take(number);
      call.reject(error(call));
    }
  }
}

const CANCELLED = new OSError('the call was given up');
