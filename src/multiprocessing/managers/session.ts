/** A client of a manager's server: what it says, in its order, and what it is answered. */
import { inspect } from 'node:util';
import { PicklingError, RemoteError } from '../errors.ts';
import type { ProcessName } from '../events.ts';
import { packError } from '../remoteError.ts';
import type { SocketChannel } from '../socketChannel.ts';
import type { SocketConnection } from '../socketConnection.ts';
import { Batch, itemOf, readFrames, Reply, Request, type Frame, type Hello } from './frames.ts';
import { MissingObject } from './missingObject.ts';
import { GivenUp, ServerCall, type Caller } from './serverCall.ts';

/** What clients want of the server. Each may give a promise; what it throws is the answer, too. */
export interface Service {
  readonly name: string;
  call(call: ServerCall, object: number, method: string, args: readonly unknown[]): unknown;
  create(session: Session, object: number, typeid: string, args: readonly unknown[]): unknown;
  note(session: Session, op: number, object: number): void;
  named(object: number, name: string): void;
  /** Something has been done. */
  changed(): void;
  count(): number;
  shutdown(): void;
  left(session: Session): void;
}

export class Session implements Caller {
  /** Kept, since one that is collected closes its channel. */
  readonly #connection: SocketConnection;
  readonly #service: Service;
  readonly #batch = new Batch();
  readonly #calls = new Map<number, ServerCall>();
  /** What has come behind a frame whose modules are being imported. */
  #behind: Promise<void> | null = null;
  #flushing = false;
  readonly #flushNow = (): void => this.#flush();
  #hello: Hello = { id: '', name: 'a client', pid: 0 };

  constructor(connection: SocketConnection, service: Service) {
    this.#connection = connection;
    this.#service = service;
    this.#batch.append(Reply.welcome, 0, 0, '', service.name);
    this.#flush();
    this.#channel.listen(
      (message) => this.#received(message),
      () => this.#gone(),
    );
  }

  get #channel(): SocketChannel {
    return this.#connection.channel;
  }

  get label(): string {
    return `${this.#hello.name} (pid ${this.#hello.pid})`;
  }

  get process(): ProcessName {
    const { id, name } = this.#hello;
    return { id, name };
  }

  warn(message: string): void {
    this.#batch.append(Reply.warning, 0, 0, '', message);
    this.#flushSoon();
  }

  close(): void {
    this.#flush();
    this.#channel.close();
  }

  #received(message: Buffer): void {
    try {
      for (const frame of readFrames(message)) this.#inOrder(frame);
    } catch (error) {
      this.#channel.fail(error as Error); // it does not speak as clients do
    }
    this.#flush();
    this.#service.changed();
  }

  #inOrder(frame: Frame): void {
    if (this.#behind !== null) this.#wait(this.#behind.then(() => this.#take(frame)));
    else {
      const taken = this.#take(frame);
      if (taken !== undefined) this.#wait(taken);
    }
  }

  #wait(taken: Promise<void>): void {
    const behind = taken.finally(() => {
      if (this.#behind === behind) this.#behind = null;
    });
    this.#behind = behind;
  }

  /** @returns When modules have to be imported for it: a promise of that it is taken. */
  #take(frame: Frame): Promise<void> | undefined {
    let item: unknown;
    try {
      item = itemOf(frame);
    } catch (error) {
      this.#fail(frame.call, error);
      return undefined;
    }
    if (item instanceof Promise)
      return item.then(
        (value) => this.#handle(frame, value),
        (error: unknown) => this.#fail(frame.call, error),
      );
    this.#handle(frame, item);
    return undefined;
  }

  /** A client that does not speak as clients do is let go; the others notice nothing. */
  #handle(frame: Frame, item: unknown): void {
    try {
      this.#understand(frame, item);
    } catch (error) {
      this.#channel.fail(error as Error);
    }
  }

  #understand(frame: Frame, item: unknown): void {
    const { op, call, object, name } = frame;
    const service = this.#service;
    if (op === Request.call)
      this.#answer(call, name, (calling) => service.call(calling, object, name, argumentsIn(item)));
    else if (op === Request.create)
      this.#answer(call, name, () => service.create(this, object, name, argumentsIn(item)));
    else if (op === Request.count) this.#answer(call, 'count', () => service.count());
    else if (op === Request.cancel) this.#calls.get(call)?.giveUp(false);
    else if (op === Request.hello) this.#hello = helloIn(item);
    else if (op === Request.shutdown) this.#shutdown(call);
    else if (op === Request.named) service.named(object, String(item));
    else service.note(this, op, object);
  }

  #answer(number: number, method: string, body: (call: ServerCall) => unknown): void {
    const call = new ServerCall(this);
    try {
      const result = body(call);
      if (isThenable(result)) void this.#answerLater(number, method, call, result);
      else this.#reply(number, method, result);
    } catch (error) {
      this.#fail(number, error);
    }
  }

  async #answerLater(number: number, method: string, call: ServerCall, result: PromiseLike<unknown>): Promise<void> {
    this.#calls.set(number, call);
    try {
      const value = await result;
      this.#calls.delete(number);
      this.#reply(number, method, value);
    } catch (error) {
      this.#calls.delete(number);
      if (error instanceof GivenUp) this.#batch.append(Reply.cancelled, number, 0, '', null);
      else this.#fail(number, error);
    }
    this.#flushSoon();
    this.#service.changed();
  }

  #reply(number: number, method: string, value: unknown): void {
    try {
      this.#batch.append(Reply.result, number, 0, '', value, 'result');
    } catch (error) {
      if (!(error instanceof PicklingError)) throw error;
      const message = `Unserializable message: ${method}() returned ${inspect(value, { depth: 0 })}: ${error.message}`;
      this.#fail(number, new RemoteError(message));
    }
  }

  #fail(number: number, error: unknown): void {
    if (error instanceof MissingObject) this.#batch.append(Reply.missing, number, 0, '', null);
    else this.#batch.append(Reply.error, number, 0, '', packError(error), 'error');
    this.#flushSoon();
  }

  #shutdown(call: number): void {
    this.#reply(call, 'shutdown', null);
    this.#flush();
    this.#service.shutdown();
  }

  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    process.nextTick(this.#flushNow);
  }

  #flush(): void {
    this.#flushing = false;
    this.#batch.send(this.#channel);
  }

  #gone(): void {
    this.#channel.close();
    for (const call of this.#calls.values()) call.giveUp(true);
    this.#service.left(this);
  }
}

function argumentsIn(item: unknown): readonly unknown[] {
  if (Array.isArray(item)) return item;
  throw new TypeError('the arguments of a call are a list');
}

function helloIn(item: unknown): Hello {
  const { id, name, pid } = (item ?? {}) as Partial<Hello>;
  return { id: String(id), name: String(name), pid: Number(pid) };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
