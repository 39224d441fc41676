/** This process's side of an end of a pipe: its messages go through the hub, as items of a queue do. */
import { brokenPipe, handleClosed } from './connectionErrors.ts';
import type { Channel } from './channel.ts';
import type { Connection, Direction } from './connection.ts';
import { hub } from './hubClient/hubClient.ts';
import { HUB } from './hubWire/frames.ts';
import { BROKEN, PIPE_BYTES } from './hubWire/pipeFrames.ts';
import { objectNames } from './objectName.ts';
import { QueueReceiver } from './queueReceiver.ts';
import { QueueSender } from './queueSender.ts';
import { Restored, SharedHandle, type ObjectOptions } from './sharedHandle.ts';

export const PIPE_KIND = 'Connection';

/**
 * How long it is taken for granted, after the hub has said so or a message of the other end has come, that this is
 * there. A single message is confirmed by the hub before `send` resolves; a long run of them, or of questions and answers,
 * need not wait for each.
 */
const CONFIRMED_MS = 1;

const DONE = Promise.resolve();

/** What an end is, as the hub is told. */
type Content = [partner: number, readable: boolean, writable: boolean];

export class PipeEnd extends SharedHandle implements Channel {
  readonly #sender = new QueueSender(this.objectId);
  readonly #receiver = new QueueReceiver(this.objectId);
  #closed = false;
  readonly #content: Content;
  /** In the process that has made the pipe, until the hub knows of both ends. */
  #other: WeakRef<PipeEnd> | null = null;
  /** The messages that the hub has not said to have room for, and their bytes. */
  #messages = 0;
  #unconfirmed = 0;
  #confirmedAt = -Infinity;
  /** When this process has closed the other end. */
  #closedAt = -Infinity;
  connection: Connection | null = null;

  constructor(content: Content | Restored, name: string | null = null) {
    super(PIPE_KIND, content, name === null ? {} : { name });
    this.#content = content instanceof Restored ? (content.content.slice(3) as unknown as Content) : content;
  }

  /** Two ends of one pipe. */
  static pair(first: Direction, second: Direction, { name }: ObjectOptions): [PipeEnd, PipeEnd] {
    const [firstName, secondName] = name === undefined ? objectNames() : [name, name];
    const a = new PipeEnd([0, first.readable, first.writable], firstName);
    const b = new PipeEnd([a.objectId, second.readable, second.writable], secondName);
    a.#content[0] = b.objectId;
    a.#other = new WeakRef(b);
    b.#other = new WeakRef(a);
    return [a, b];
  }

  get direction(): Direction {
    const [, readable, writable] = this.#content;
    return { readable, writable };
  }

  send(item: unknown, signal?: AbortSignal): Promise<void> {
    if (hub.error !== null) return Promise.reject(hub.error);
    this.introduce();
    this.#unconfirmed += this.#sender.put(item);
    this.#messages++;
    if (this.#unconfirmed >= PIPE_BYTES || !this.#isConfirmed()) return this.#confirm(signal);
    return hub.congested ? hub.drained() : DONE;
  }

  receive(signal?: AbortSignal): Promise<unknown> {
    const receiver = this.#receiver;
    if (receiver.ready()) return Promise.resolve(receiver.take());
    return this.askWithin('recv', [receiver.asks()], { signal }, () => this.#unlessClosed(null), receiver);
  }

  async poll(timeout: number | null, signal?: AbortSignal): Promise<boolean> {
    if (this.#receiver.ready()) return true;
    const nowait = timeout !== null && timeout <= 0;
    const options = { block: !nowait, timeout: nowait ? null : timeout, signal };
    return (await this.askWithin('poll', [nowait], options, () => this.#unlessClosed(false))) as boolean;
  }

  close(): void {
    this.#sender.leave();
    this.#closed = true;
    hub.giveUp(this.objectId);
    const partner = hub.listener(this.#content[0]);
    if (partner instanceof PipeEnd) partner.#closedAt = performance.now();
    this.drop();
  }

  /** @internal */
  data(payload: Buffer): void {
    this.#receiver.sentAhead(payload);
  }

  /** @internal */
  note(method: string, [generation]: readonly unknown[]): void {
    if (method === 'recall') this.#receiver.giveBack(Number(generation));
  }

  /**
   * Of both ends at once: to the one it matters what becomes of the other, even if this process has closed that before
   * it came to use this one.
   */
  protected override introduce(): void {
    super.introduce();
    const other = this.#other;
    if (other === null) return;
    this.#other = null;
    const end = other.deref();
    if (end !== undefined && !end.#closed) end.introduce();
    else this.#introduceClosed();
  }

  #introduceClosed(): void {
    const [partner, readable, writable] = this.#content;
    hub.say(HUB, 'create', partner, PIPE_KIND, null, this.objectId, writable, readable);
    hub.say(HUB, 'release', partner, 1);
  }

  #isConfirmed(): boolean {
    const since = Math.max(this.#confirmedAt, this.#receiver.heardAt);
    return since > this.#closedAt && performance.now() - since < CONFIRMED_MS;
  }

  async #confirm(signal: AbortSignal | undefined): Promise<void> {
    const weight = Math.round(this.#unconfirmed / this.#messages);
    this.#unconfirmed = 0;
    this.#messages = 0;
    const answer = await this.askWithin('send', [weight], { signal }, () => null);
    if (answer === BROKEN) throw brokenPipe();
    this.#confirmedAt = performance.now();
  }

  /** @returns The answer to what was given up. @throws OSError when that was because this end was closed. */
  #unlessClosed<T>(value: T): T {
    if (this.#closed) throw handleClosed();
    return value;
  }
}
