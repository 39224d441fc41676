/**
 * This process's side of an end of a pipe: its messages go through the hub, as items of a queue do, or by a link
 * (pipeLink.ts).
 */
import { brokenPipe, handleClosed } from './connectionErrors.ts';
import type { Channel } from './channel.ts';
import type { Connection, Direction } from './connection.ts';
import { hub } from './hubClient/hubClient.ts';
import { HUB } from './hubWire/frames.ts';
import { BROKEN, PIPE_BYTES, SWITCHED } from './hubWire/pipeFrames.ts';
import { objectNames } from './objectName.ts';
import { PipeLink } from './pipeLink.ts';
import { QueueReceiver } from './queueReceiver.ts';
import { QueueSender } from './queueSender.ts';
import type { ObjectOptions } from './objectOptions.ts';
import { beforeLettingGo, Restored, SharedHandle } from './sharedHandle.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

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
  #link: PipeLink | null = null;
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
    const link = this.#link;
    if (link?.isOpen === true) {
      if (link.put(item)) return link.hasRoom && !link.isUnread ? DONE : this.#untilRoom(link, signal);
      link.end();
    }
    this.#unconfirmed += this.#sender.put(item);
    this.#messages++;
    if (this.#unconfirmed >= PIPE_BYTES || !this.#isConfirmed()) return this.#confirm(signal);
    return hub.congested ? hub.drained() : DONE;
  }

  receive(signal?: AbortSignal): Promise<unknown> {
    if (this.#link?.delivers === true) {
      const [object, elsewhere] = [() => this.displayName, () => this.receive(signal)];
      return this.#link.receive({ object, signal, elsewhere });
    }
    const receiver = this.#receiver;
    if (receiver.ready()) return Promise.resolve(receiver.take());
    return this.askWithin('recv', [receiver.asks()], { signal }, () => this.#unlessClosed(null), {
      received: (answer) => {
        if (answer !== SWITCHED) return receiver.received(answer);
        receiver.failed();
        return this.#switched(() => this.receive(signal));
      },
      failed: receiver.failed,
    });
  }

  async poll(timeout: number | null, signal?: AbortSignal): Promise<boolean> {
    if (this.#receiver.ready()) return true;
    const end = sharedClock() + (timeout ?? Infinity) * 1000;
    const left = (): number | null => (timeout === null ? null : (end - sharedClock()) / 1000);
    const link = this.#link;
    if (link?.delivers === true) {
      await link.changes.until(() => link.isReady || link.isOver, {
        operation: 'poll',
        object: this.displayName,
        timeout,
        signal,
      });
      if (this.#closed) throw handleClosed();
      return link.isOver ? this.poll(left(), signal) : link.isReady;
    }
    const nowait = timeout !== null && timeout <= 0;
    const options = { block: !nowait, timeout: nowait ? null : timeout, signal };
    const answer = await this.askWithin('poll', [nowait], options, () => this.#unlessClosed(false));
    return answer === SWITCHED ? this.#switched(() => this.poll(left(), signal)) : (answer as boolean);
  }

  close(): void {
    this.#sender.leave();
    this.#closed = true;
    this.#link?.endNow(true);
    this.#receiver.giveBackAll(); // not later: the hub forgets what it has claimed
    hub.giveUp(this.objectId);
    const partner = hub.listener(this.#content[0]);
    if (partner instanceof PipeEnd) partner.#closedAt = sharedClock();
    this.drop();
  }

  /** @internal */
  data(payload: Buffer): void {
    this.#receiver.sentAhead(payload);
  }

  /** @internal */
  note(method: string, [argument]: readonly unknown[]): void {
    if (method === 'recall') this.#receiver.giveBack(Number(argument));
    if (method === 'listen') this.#open(null);
    if (method === 'connect') this.#open(String(argument));
    if (method === 'unlink') this.#link?.end();
    if (method === 'cut') this.#link?.cut();
  }

  /** @internal */
  closed(): void {
    this.#link?.endNow();
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

  #open(address: string | null): void {
    const link = new PipeLink(this.objectId, address);
    this.#link = link;
    beforeLettingGo(this.objectId, () => link.endNow());
  }

  /** What comes next comes by the link. */
  #switched<T>(goOn: () => T): T {
    if (this.#closed) throw handleClosed();
    this.#link?.deliver();
    return goOn();
  }

  /** When the link is over, whether it is in vain is up to the hub. */
  async #untilRoom(link: PipeLink, signal: AbortSignal | undefined): Promise<void> {
    if (link.isUnread) link.end();
    const check = (): boolean => link.isRelieved || link.isOver;
    await link.changes.until(check, { operation: 'send', object: this.displayName, timeout: null, signal });
    if (link.isOver) await this.#confirm(signal);
  }

  #isConfirmed(): boolean {
    const since = Math.max(this.#confirmedAt, this.#receiver.heardAt);
    return since > this.#closedAt && sharedClock() - since < CONFIRMED_MS;
  }

  async #confirm(signal: AbortSignal | undefined): Promise<void> {
    const weight = Math.round(this.#unconfirmed / Math.max(1, this.#messages));
    this.#unconfirmed = 0;
    this.#messages = 0;
    const answer = await this.askWithin('send', [weight], { signal }, () => null);
    if (answer === BROKEN) throw brokenPipe();
    this.#confirmedAt = sharedClock();
  }

  /** @returns The answer to what was given up. @throws OSError when that was because this end was closed. */
  #unlessClosed<T>(value: T): T {
    if (this.#closed) throw handleClosed();
    return value;
  }
}
