/**
 * The two ends of a pipe in the hub, each an object of its own, so that it is known who refers to which. An end that
 * nobody refers to is gone, which the other is told of.
 */
import type { Call } from './call.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import { InboxState } from './inboxState.ts';
import { LinkState } from './linkState.ts';
import type { Peer } from './peer.ts';
import { readPut } from './readPut.ts';
import { owned } from '../hubWire/incoming.ts';
import { BROKEN, KEPT, RECEIVED } from '../hubWire/pipeFrames.ts';
import { CLAIM } from '../hubWire/queueFrames.ts';

/** How long a process that does not want to wait is kept waiting for those who have the pipe for themselves. */
const NOWAIT_MS = 20;

export class PipeEndState implements HubObject {
  readonly id: number;
  readonly inbox: InboxState;
  /** What becomes of the waits for this end is up to those who have the other. */
  readonly endedBy: number;
  readonly #services: HubServices;
  readonly #ends: Map<number, PipeEndState>;
  /** One for both ends. */
  readonly #link: LinkState;
  /** Those whose messages have come since the other end is gone. */
  readonly #sendsInVain = new Set<Peer>();
  isGone = false;

  constructor(services: HubServices, id: number, partner: number, ends: Map<number, PipeEndState>) {
    this.#services = services;
    this.id = id;
    this.endedBy = partner;
    this.inbox = new InboxState(services, id, 0, false);
    const other = ends.get(partner);
    this.#link = other === undefined ? new LinkState(() => services.changed()) : other.#link;
    this.#ends = ends.set(id, this);
  }

  get endsSoon(): boolean {
    return this.inbox.endsSoon || this.#link.isThere;
  }

  call(call: Call): void {
    if (!this.#link.admits(this, call.peer)) this.#hold(call);
    else if (call.method !== 'send') this.inbox.call(call);
    else if (this.#sendsInVain.delete(call.peer)) call.reply(BROKEN);
    else if (this.#partner.isGone) call.reply(true);
    else this.#partner.inbox.confirm(call, Number(call.args[0]));
  }

  note(peer: Peer, method: string, args: readonly unknown[]): void {
    if (method === 'switched') this.#partner.inbox.switched();
    else if (!this.#link.note(this, peer, method, args)) this.inbox.note(peer, method, args);
  }

  data(peer: Peer, payload: Buffer): void {
    if (payload[0] === CLAIM) this.inbox.data(peer, payload);
    else if (payload[0] === KEPT || payload[0] === RECEIVED) this.#link.returned(this, peer, payload);
    else if (!this.#link.admits(this, peer)) this.#holdPut(peer, owned(payload));
    else {
      if (this.#partner.isGone) this.#sendsInVain.add(peer);
      else this.#partner.inbox.data(peer, payload);
      this.#link.relayed(this);
    }
  }

  left(peer: Peer): void {
    this.#sendsInVain.delete(peer);
    this.inbox.left(peer);
    this.#link.left(this, peer);
  }

  describe() {
    const here = this.inbox.describe();
    const past = this.#link.seen(this);
    return { ...here, depth: here.depth + past.depth, waiters: [...here.waiters, ...past.waiters] };
  }

  dispose(): void {
    this.isGone = true;
    this.inbox.dispose();
    this.#link.gone(this);
    const partner = this.#partner;
    if (!partner.isGone) return this.#link.whenOver(() => partner.inbox.end());
    this.#ends.delete(this.id);
    this.#ends.delete(this.endedBy);
  }

  #hold(call: Call): void {
    call.wait(() => {});
    if (call.method === 'poll' && call.args[0] === true) setTimeout(() => call.reply(false), NOWAIT_MS);
    this.#link.whenOver(() => {
      if (!call.answered) this.#services.again(call);
    });
  }

  /** The objects in it are there until it is. */
  #holdPut(peer: Peer, payload: Buffer): void {
    const chunk = readPut(payload);
    if (chunk === null || !chunk.isWhole()) throw new HubError('ValueError', 'these are no items of a pipe');
    const { objects, count } = chunk;
    this.#services.refer(objects, this, count);
    this.#link.whenOver(() => {
      this.data(peer, payload);
      this.#services.unrefer(objects, this, count);
    });
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
