/**
 * The two ends of a pipe in the hub, each an object of its own, so that it is known who refers to which. An end that
 * nobody refers to is gone, which the other is told of.
 */
import type { Call } from './call.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import { InboxState } from './inboxState.ts';
import type { Peer } from './peer.ts';
import { BROKEN } from '../hubWire/pipeFrames.ts';
import { CLAIM } from '../hubWire/queueFrames.ts';

export class PipeEndState implements HubObject {
  readonly id: number;
  readonly inbox: InboxState;
  /** What becomes of the waits for this end is up to those who have the other. */
  readonly endedBy: number;
  readonly #ends: Map<number, PipeEndState>;
  /** Those whose messages have come since the other end is gone. */
  readonly #sendsInVain = new Set<Peer>();
  isGone = false;

  constructor(services: HubServices, id: number, partner: number, ends: Map<number, PipeEndState>) {
    this.id = id;
    this.endedBy = partner;
    this.inbox = new InboxState(services, id, 0, false);
    this.#ends = ends.set(id, this);
  }

  get endsSoon(): boolean {
    return this.inbox.endsSoon;
  }

  call(call: Call): void {
    if (call.method !== 'send') this.inbox.call(call);
    else if (this.#sendsInVain.delete(call.peer)) call.reply(BROKEN);
    else if (this.#partner.isGone) call.reply(true);
    else this.#partner.inbox.confirm(call, Number(call.args[0]));
  }

  note(peer: Peer, method: string, args: readonly unknown[]): void {
    this.inbox.note(peer, method, args);
  }

  data(peer: Peer, payload: Buffer): void {
    if (payload[0] === CLAIM) this.inbox.data(peer, payload);
    else if (this.#partner.isGone) this.#sendsInVain.add(peer);
    else this.#partner.inbox.data(peer, payload);
  }

  left(peer: Peer): void {
    this.#sendsInVain.delete(peer);
    this.inbox.left(peer);
  }

  describe() {
    return this.inbox.describe();
  }

  dispose(): void {
    this.isGone = true;
    this.inbox.dispose();
    if (!this.#partner.isGone) return this.#partner.inbox.end();
    this.#ends.delete(this.id);
    this.#ends.delete(this.endedBy);
  }

  get #partner(): PipeEndState {
    return this.#ends.get(this.endedBy) as PipeEndState;
  }
}

const endsOf = new WeakMap<HubServices, Map<number, PipeEndState>>();

/** The hub hears of one end first: the other is there from then on, too, to be sent to. */
export function pipeEndState(services: HubServices, id: number, partner: number): PipeEndState {
  const ends = endsOf.get(services) ?? new Map<number, PipeEndState>();
  endsOf.set(services, ends);
  const known = ends.get(id);
  if (known !== undefined) return known;
  if (ends.has(partner) || partner === id) throw new HubError('ValueError', 'this is no end of a pipe');
  void new PipeEndState(services, partner, id, ends);
  return new PipeEndState(services, id, partner, ends);
}
