import { CANCELLED, Op } from '../hubWire/frames.ts';
import type { Peer } from './peer.ts';
import type { Payload } from '../hubWire/wire.ts';

/** What a process has asked an object of the hub. It is answered once, however often one tries. */
export class Call {
  readonly peer: Peer;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly object: number;
  readonly #request: number;
  #onCancel: (() => void) | null = null;
  #answered = false;

  constructor(peer: Peer, object: number, request: number, method: string, args: readonly unknown[]) {
    this.peer = peer;
    this.method = method;
    this.args = args;
    this.object = object;
    this.#request = request;
  }

  get answered(): boolean {
    return this.#answered;
  }

  get isWaiting(): boolean {
    return this.peer.calls.get(this.#request) === this;
  }

  reply(value: unknown): void {
    if (this.#answer()) this.peer.send(Op.result, this.object, this.#request, JSON.stringify([value]));
  }

  /** Answers with bytes, in a form of the object's own. */
  replyData(payload: Payload): void {
    if (this.#answer()) this.peer.send(Op.data, this.object, this.#request, payload);
  }

  /** @param name The error's class, as in errors.ts. */
  fail(name: string, message: string): void {
    if (this.#answer()) this.peer.send(Op.error, this.object, this.#request, JSON.stringify([name, message]));
  }

  /**
   * The call waits now. @param onCancel Takes it out of where it waits: its process has given it up, or has ended, in
   * which case the answer goes nowhere.
   */
  wait(onCancel: () => void): void {
    this.#onCancel = onCancel;
    this.peer.calls.set(this.#request, this);
  }

  /** @internal */
  cancel(): void {
    if (this.#answered) return;
    this.#onCancel?.();
    this.reply(CANCELLED);
  }

  #answer(): boolean {
    if (this.#answered) return false;
    this.#answered = true;
    this.peer.calls.delete(this.#request);
    return true;
  }
}
