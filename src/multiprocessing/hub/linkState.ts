/**
 * The hub's part in a link: a connection of their own between the two processes that use the ends of a pipe. The hub
 * introduces them when each end is used by one process, and calls them back when another comes to use one. When both have left,
 * or are gone, it has them cut the connection. Until both have done so, and returned what was under way, others wait.
 */
import type { ProcessName } from '../events.ts';
import { Op } from '../hubWire/frames.ts';
import { KEPT, RETURNED_HEAD_BYTES, takenInReturned, type Taken } from '../hubWire/pipeFrames.ts';
import { HubError } from './hubObject.ts';
import type { InboxState } from './inboxState.ts';
import type { ItemChunk } from './itemChunk.ts';
import type { Peer, ReadMarks } from './peer.ts';
import { readPut } from './readPut.ts';

/**
 * To connect two processes takes about as long as so many messages do by the hub, each in answer to another: what goes one
 * way only, the hub passes on as fast. Doubled each time.
 */
const FIRST_AFTER = 64;
/** For each process, since a link takes a descriptor. */
const MOST_LINKS = 100;

export interface LinkEnd {
  readonly id: number;
  readonly inbox: InboxState;
  /** Nobody has it any more. */
  readonly isGone: boolean;
}

/** Items that begin with that number; `doubtful`: the other process may have handed out so many of the first ones. */
interface Returned extends Taken {
  readonly chunk: ItemChunk;
}

class Party {
  readonly end: LinkEnd;
  readonly peer: Peer;
  kept: Returned | null = null;
  received: Returned | null = null;
  /** How many items of the link it has handed out: told to the hub when the other did not keep up. */
  claimed: Taken | null = null;
  /** When it was gone. */
  marks: ReadMarks = (_mark, count) => count;
  /** As it tells while somebody watches: linkReport.ts. */
  untaken = 0;
  isHeard = true;
  waits = false;
  /** It uses the link no more, but reads what the other says of what it has handed out. */
  isLeaving = false;
  isCut = false;
  /** It has gone back to the hub, or is gone. */
  isOver = false;

  constructor(end: LinkEnd, peer: Peer) {
    this.end = end;
    this.peer = peer;
  }

  get hasStopped(): boolean {
    return this.isLeaving || this.isOver;
  }
}

const linksOf = new WeakMap<Peer, number>();

export class LinkState {
  readonly #users = new Map<LinkEnd, Set<Peer>>();
  #answers = 0;
  #lastFrom: LinkEnd | null = null;
  #after = FIRST_AFTER;
  #parties: readonly [Party, Party] | null = null;
  #isCalledBack = false;
  readonly #held: (() => void)[] = [];
  readonly #changed: () => void;

  /** @param changed Called when `seen` tells something new. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Whether two processes have the pipe for themselves, or have not all gone back. */
  get isThere(): boolean {
    return this.#parties !== null;
  }

  /** A process uses an end. @returns Whether it may; else it is to wait until the link is over. */
  admits(end: LinkEnd, peer: Peer): boolean {
    if (this.#parties !== null) {
      if (this.#party(end, peer)?.hasStopped === false) return true;
      this.#callBack();
      return false;
    }
    if (!peer.ended) this.#users.set(end, (this.#users.get(end) ?? new Set()).add(peer));
    return true;
  }

  /** Calls back when there is no link, or none any more. */
  whenOver(then: () => void): void {
    if (this.#parties === null) then();
    else this.#held.push(then);
  }

  /** A message has come from that end. */
  relayed(end: LinkEnd): void {
    if (this.#lastFrom !== end) this.#answers++;
    this.#lastFrom = end;
    if (this.#answers >= this.#after && this.#parties === null) this.#introduce();
  }

  /** @returns Whether it was about the link. */
  note(end: LinkEnd, peer: Peer, method: string, args: readonly unknown[]): boolean {
    const party = this.#party(end, peer);
    if (method === 'listening') this.#connect(end, String(args[0]));
    else if (method === 'claimed' && party !== undefined) party.claimed = takenOf(args.map(Number));
    else if (method === 'linked') this.#told(party, args);
    else if (method === 'leaving') this.#leaves(party);
    else if (method === 'unlinked') this.#over(party);
    else return false;
    return true;
  }

  /** What a process gives back, before it says `unlinked`. */
  returned(end: LinkEnd, peer: Peer, payload: Buffer): void {
    const chunk = payload.length < RETURNED_HEAD_BYTES ? null : readPut(payload.subarray(RETURNED_HEAD_BYTES));
    if (chunk === null || !chunk.isWhole()) throw new HubError('ValueError', 'these are no items of a pipe');
    const party = this.#party(end, peer);
    if (party === undefined) return;
    const returned = { ...takenInReturned(payload), chunk };
    if (payload[0] === KEPT) party.kept = returned;
    else party.received = returned;
  }

  /** The process has let go of the end, or is gone. */
  left(end: LinkEnd, peer: Peer): void {
    this.#users.get(end)?.delete(peer);
    const party = this.#party(end, peer);
    if (party !== undefined && peer.ended) party.marks = peer.readMarks();
    this.#over(party);
  }

  /** Nobody has the end any more. */
  gone(end: LinkEnd): void {
    this.#over(this.#parties?.find((party) => party.end === end));
  }

  /** What goes past the hub: the items on their way to that end, and which process waits for some. */
  seen(end: LinkEnd): { readonly depth: number; readonly waiters: readonly ProcessName[] } {
    const own = this.#parties?.find((party) => party.end === end);
    const other = this.#parties?.find((party) => party.end !== end);
    // One that computes cannot say that it does not wait any more
    const waits = own?.waits === true && other?.isHeard === true;
    return {
      depth: other?.untaken ?? 0,
      waiters: waits ? [{ id: own.peer.hello.id, name: own.peer.hello.name }] : [],
    };
  }

  #told(party: Party | undefined, [untaken, isHeard, waits]: readonly unknown[]): void {
    if (party === undefined || party.hasStopped) return;
    Object.assign(party, { untaken: Number(untaken), isHeard: isHeard === true, waits: waits === true });
    this.#changed();
  }

  #party(end: LinkEnd, peer: Peer): Party | undefined {
    return this.#parties?.find((party) => party.end === end && party.peer === peer);
  }

  #introduce(): void {
    const users = [...this.#users].flatMap(([end, peers]) => Array.from(peers, (peer) => new Party(end, peer)));
    const [first, second] = users;
    if (first === undefined || second === undefined || users.length > 2) return;
    if (first.end === second.end || first.peer === second.peer) return;
    if (users.some(({ peer }) => peer.ended || links(peer) >= MOST_LINKS)) return;
    this.#parties = [first, second];
    for (const { peer } of users) linksOf.set(peer, links(peer) + 1);
    tell(first, 'listen');
  }

  #connect(listening: LinkEnd, address: string): void {
    const other = this.#parties?.find(({ end }) => end !== listening);
    if (other?.hasStopped === false && !this.#isCalledBack) tell(other, 'connect', address);
  }

  #callBack(): void {
    if (this.#isCalledBack) return;
    this.#isCalledBack = true;
    for (const party of this.#parties ?? []) if (!party.hasStopped) tell(party, 'unlink');
  }

  #leaves(party: Party | undefined): void {
    if (party === undefined || party.hasStopped) return;
    party.isLeaving = true;
    this.#callBack();
    this.#cut();
  }

  /** When nobody hands out anything more: now all is known of what either has. */
  #cut(): void {
    if (this.#parties?.every(({ hasStopped }) => hasStopped) !== true) return;
    for (const party of this.#parties) {
      if (party.isOver || party.isCut) continue;
      party.isCut = true;
      tell(party, 'cut');
    }
  }

  #over(party: Party | undefined): void {
    if (party === undefined || party.isOver) return;
    party.isOver = true;
    this.#callBack();
    if (this.#parties?.every(({ isOver }) => isOver) === true) this.#settle(this.#parties);
    else this.#cut();
  }

  /** What was under way goes to where the hub would have it, and then those come who have waited. */
  #settle([first, second]: readonly [Party, Party]): void {
    this.#parties = null;
    this.#isCalledBack = false;
    this.#answers = 0;
    this.#after *= 2;
    for (const { peer } of [first, second]) linksOf.set(peer, links(peer) - 1);
    for (const [from, to] of [[first, second] as const, [second, first] as const])
      if (!to.end.isGone) to.end.inbox.switchBack(underWay(from, to));
    for (const go of this.#held.splice(0)) go();
  }
}

/**
 * What one has sent and the other has not handed out. Of the two lists either may be missing, when that process was killed,
 * or be short, when it ended.
 */
function underWay({ kept }: Party, { received, claimed, marks, end }: Party): ItemChunk[] {
  const upTo = (taken: Taken | null): number => (taken === null ? 0 : taken.number + marks(taken.mark, taken.doubtful));
  let next = received?.number ?? Math.max(end.inbox.hasSwitched ? upTo(kept) : 0, upTo(claimed));
  const chunks: ItemChunk[] = [];
  for (const returned of [received, kept]) {
    if (returned === null) continue;
    const { number, chunk } = returned;
    const end = number + chunk.count;
    if (next > number) chunk.take(next - number, Infinity);
    if (chunk.count > 0) chunks.push(chunk);
    next = Math.max(next, end);
  }
  return chunks;
}

function takenOf([number = 0, doubtful = 0, slot = 0, serial = 0]: readonly number[]): Taken {
  return { number, doubtful, mark: serial > 0 ? { slot, serial } : null };
}

function links(peer: Peer): number {
  return linksOf.get(peer) ?? 0;
}

function tell({ end, peer }: Party, ...message: readonly string[]): void {
  peer.send(Op.note, end.id, 0, JSON.stringify(message));
}
