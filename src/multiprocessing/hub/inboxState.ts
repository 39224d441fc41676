/** What one end of a pipe has been sent: a queue that comes to an end, and whose senders wait when it is full. */
import type { Call } from './call.ts';
import { HubError } from './hubObject.ts';
import type { Peer } from './peer.ts';
import type { ItemChunk } from './itemChunk.ts';
import { BROKEN, PIPE_BYTES, SWITCHED } from '../hubWire/pipeFrames.ts';
import { ENDED } from '../hubWire/queueFrames.ts';
import { QueueState } from './queueState.ts';
import { Waiters } from './waiters.ts';

export class InboxState extends QueueState {
  readonly #pollers = new Waiters();
  readonly #senders = new Waiters();
  /** Of a message, about: not the bytes that are here, since large ones are kept elsewhere. */
  #weight = 0;
  #ended = false;
  /** Whether what comes next does not come by the hub (linkState.ts), and whether the receiver has been told so. */
  #switched = false;
  #hasSwitched = false;

  protected override get endFlag(): number {
    return this.#ended ? ENDED : 0;
  }

  /** Python does not wait for what is in pipes, either. */
  override get unread(): number {
    return 0;
  }

  override call(call: Call): void {
    const { method, args } = call;
    if (method === 'recv') this.#recv(call, Number(args[0]));
    else if (method === 'poll') this.#poll(call, args[0] === true);
    else throw new HubError('RuntimeError', `a connection has no method ${method}`);
  }

  override data(peer: Peer, payload: Buffer): void {
    super.data(peer, payload);
    this.#tellPollers();
  }

  /** Answers when there is room for more. @param weight How many bytes those that have come last have, each. */
  confirm(call: Call, weight: number): void {
    this.#weight = weight;
    this.#senders.add(call);
    this.#letSend();
  }

  get hasSwitched(): boolean {
    return this.#hasSwitched;
  }

  /** What comes from now on goes from process to process. */
  switched(): void {
    this.#switched = true;
    this.admit();
  }

  /** What comes from now on comes by the hub again. @param chunks What has come in between, and was not handed out. */
  switchBack(chunks: readonly ItemChunk[]): void {
    this.#switched = false;
    this.#hasSwitched = false;
    for (const chunk of chunks) this.add(chunk);
    this.#tellPollers();
  }

  /** Nothing more is sent. */
  end(): void {
    this.#ended = true;
    this.admit();
    this.#tellPollers();
  }

  /** Nobody receives any more. */
  override dispose(): void {
    super.dispose();
    for (const call of this.#senders.takeAll()) call.reply(BROKEN);
  }

  /** Messages may have been handed out. */
  protected override admit(): void {
    this.#letSend();
    if (this.#isDrained)
      for (const call of [...this.getters.takeAll(), ...this.#pollers.takeAll()]) this.#tellSwitched(call);
    if (this.#isAtEnd) for (const call of this.getters.takeAll()) call.fail('EOFError', END);
  }

  #letSend(): void {
    if (this.#senders.size === 0) return;
    const { size } = this;
    if (size > 1 && Math.max(this.bytes, size * this.#weight) > PIPE_BYTES) return;
    for (const call of this.#senders.takeAll()) call.reply(true);
  }

  get #isAtEnd(): boolean {
    return this.#ended && this.size === 0;
  }

  /** All that has come by the hub is handed out. */
  get #isDrained(): boolean {
    return this.#switched && this.size === 0;
  }

  #tellSwitched(call: Call): void {
    this.#hasSwitched = true;
    call.reply(SWITCHED);
  }

  #recv(call: Call, window: number): void {
    if (this.#isDrained) this.#tellSwitched(call);
    else if (this.#isAtEnd) call.fail('EOFError', END);
    else this.get(call, window);
  }

  #poll(call: Call, nowait: boolean): void {
    if (this.#isReady) call.reply(true);
    else if (this.#isDrained) this.#tellSwitched(call);
    // Not at once: what another process has sent before it told this one may still be in its socket
    else if (nowait) setImmediate(() => call.reply(this.#isReady));
    else this.#pollers.add(call);
  }

  get #isReady(): boolean {
    return this.#ended || this.size > 0;
  }

  #tellPollers(): void {
    if (this.#isReady) for (const call of this.#pollers.takeAll()) call.reply(true);
  }
}

const END = 'nobody has the other end of the connection any more';
