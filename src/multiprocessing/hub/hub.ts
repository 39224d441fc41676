/** The objects that the processes of a tree share, and who refers to them. Knows nothing of sockets and threads. */
import { Call } from './call.ts';
import { ClaimMarks } from './claimMarks.ts';
import { FrameError, HUB, Op } from '../hubWire/frames.ts';
import { hubKinds } from './hubKinds.ts';
import { HubError, type HubObject, type HubServices, type Referrer } from './hubObject.ts';
import { ObjectReports } from './objectReports.ts';
import { OffsetLoans } from './offsetLoans.ts';
import { Peer } from './peer.ts';
import { References } from './references.ts';
import { StartedProcesses } from './startedProcesses.ts';

export interface Entry {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly object: HubObject;
}

/** An object that has items which nobody has taken. */
export interface Unread {
  readonly name: string;
  readonly count: number;
}

export class Hub implements HubServices {
  readonly #entries = new Map<number, Entry>();
  readonly #counts = new Map<string, number>();
  readonly #references = new References((id, referrers) => this.#referrersChanged(id, referrers));
  readonly #started = new StartedProcesses(this.#references);
  readonly #reports = new ObjectReports(this.#entries);
  /** Which objects a process has had to do with, apart from referring to them. */
  readonly #users = new Map<Peer, Set<number>>();
  readonly #offsets: OffsetLoans;

  /** @param offsets The descriptors of the shared ones. */
  constructor(offsets: readonly number[] = []) {
    this.#offsets = new OffsetLoans(offsets);
  }

  joined(peer: Peer): void {
    this.#users.set(peer, new Set());
    this.#started.joined(peer);
  }

  /** A process is gone, and all that it sent has come. */
  left(peer: Peer): void {
    peer.ended = true;
    this.#reports.unwatch(peer);
    const used = this.#users.get(peer) ?? new Set();
    this.#users.delete(peer);
    for (const call of Array.from(peer.calls.values())) call.cancel();
    for (const id of used) this.#entries.get(id)?.object.left?.(peer);
    this.#started.left(peer);
    this.#started.parentLeft(peer);
    this.#references.removeAll(peer);
    peer.marks?.close();
    if (peer.loan) this.#offsets.giveBack(peer.loan);
  }

  call(peer: Peer, id: number, request: number, [method, ...args]: readonly unknown[]): void {
    const call = new Call(peer, id, request, String(method), args);
    if (id === HUB) return afterTurns(() => call.reply(null)); // all that it sent before has been dealt with
    this.again(call);
  }

  again(call: Call): void {
    const { peer, object: id } = call;
    try {
      this.#entry(id, peer).object.call(call);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      call.fail(error.name, error.message);
    }
    // It takes itself for not alone, so that most waits cost no message
    if (call.isWaiting && this.#isAlone(id, peer)) tellAlone(peer, id, true);
  }

  cancel(peer: Peer, request: number): void {
    peer.calls.get(request)?.cancel();
  }

  note(peer: Peer, id: number, [method, ...args]: readonly unknown[]): void {
    if (id === HUB) this.#ownNote(peer, String(method), args);
    else if (method === 'drop') this.#release(peer, id, Number(args[0]));
    else if (this.#entries.has(id)) this.#entry(id, peer).object.note?.(peer, String(method), args);
  }

  data(peer: Peer, id: number, payload: Buffer): void {
    if (this.#entries.has(id)) this.#entry(id, peer).object.data?.(peer, payload);
  }

  exitcodeOf(peer: Peer): Promise<number | null> {
    return this.#started.exitcodeOf(peer.hello.id);
  }

  /** Of each object that has some, by what it is called. */
  get unread(): readonly Unread[] {
    return [...this.#entries.values()]
      .map(({ name, object }) => ({ name, count: object.unread ?? 0 }))
      .filter(({ count }) => count > 0);
  }

  changed(): void {
    this.#reports.changed();
  }

  warn(peer: Peer, message: string): void {
    peer.send(Op.note, HUB, 0, JSON.stringify(['warn', message]));
  }

  refer(ids: readonly number[], by: Referrer, count = 1): void {
    this.#references.add(ids, by, count);
  }

  unrefer(ids: readonly number[], by: Referrer, count = 1): void {
    for (const id of ids) this.#references.remove(id, by, count);
  }

  #entry(id: number, peer: Peer): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new HubError('OSError', 'the object is not there any more: nobody referred to it');
    this.#users.get(peer)?.add(id);
    return entry;
  }

  #ownNote(peer: Peer, method: string, args: readonly unknown[]): void {
    const [first, second, third, ...rest] = args;
    if (method === 'create' || method === 'given') {
      this.#create(peer, first as number, String(second), third as string | null, rest);
      if (method === 'given') this.#started.given(peer, first as number);
    } else if (method === 'release') this.#release(peer, first as number, second as number);
    else if (method === 'starting') this.#started.starting(peer, String(first), second as number[]);
    else if (method === 'ended') this.#started.ended(String(first), second as number | null);
    else if (method === 'watch') this.#reports.watch(peer);
    else if (method === 'marks') peer.marks ??= new ClaimMarks(String(first));
    else if (method === 'offset') this.#lendOffset(peer);
  }

  #lendOffset(peer: Peer): void {
    if (peer.loan) return;
    peer.loan = this.#offsets.lend();
    if (peer.loan) peer.send(Op.note, HUB, 0, JSON.stringify(['offset', peer.loan.index, peer.loan.at]));
  }

  /** By the first who tells of it: a process may come to use an object before its maker has come to tell. */
  #create(peer: Peer, id: number, kind: string, name: string | null, args: readonly unknown[]): void {
    if (!this.#entries.has(id)) this.#make(id, kind, name, args);
    this.#references.add([id], peer);
    this.#started.told(peer, id);
  }

  #make(id: number, kind: string, name: string | null, args: readonly unknown[]): void {
    const make = Object.hasOwn(hubKinds, kind) ? hubKinds[kind] : undefined;
    if (make === undefined) throw new FrameError(`there are no objects of kind ${kind}`);
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    const shownName = name ?? `${kind}-${number}`;
    this.#entries.set(id, { id, kind, name: shownName, object: make(this, id, args, shownName) });
  }

  #release(peer: Peer, id: number, count: number): void {
    this.#references.remove(id, peer, count);
    if (this.#references.of(id).has(peer)) return;
    this.#started.released(peer, id);
    this.#entries.get(id)?.object.left?.(peer);
    this.#users.get(peer)?.delete(id);
  }

  #referrersChanged(id: number, referrers: ReadonlyMap<Referrer, number>): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    if (referrers.size > 0) {
      entry.object.referrersChanged?.(referrers);
      return this.#tellWhetherAlone(entry.object.endedBy ?? id);
    }
    this.#entries.delete(id);
    this.#reports.changed();
    entry.object.dispose?.();
  }

  /** A process that waits for an object that no other can reach waits in vain, unless it does something itself. */
  #tellWhetherAlone(id: number): void {
    for (const peer of this.#references.of(id).keys()) {
      if (!(peer instanceof Peer) || ![...peer.calls.values()].some((call) => call.object === id)) continue;
      tellAlone(peer, id, this.#isAlone(id, peer));
    }
  }

  #isAlone(id: number, { hello }: Peer): boolean {
    const object = this.#entries.get(id)?.object;
    const by = object?.endedBy ?? id;
    if (object?.endsSoon === true || !this.#entries.has(by)) return false; // nobody has come to tell of it
    for (const other of this.#references.of(by).keys()) if (this.#started.processOf(other) !== hello.id) return false;
    return true;
  }
}

function tellAlone(peer: Peer, id: number, isAlone: boolean): void {
  peer.send(Op.note, id, 0, JSON.stringify(['alone', isAlone]));
}

/** Late enough for what is answered in a later turn of the event loop. */
export function afterTurns(then: () => void): void {
  setImmediate(() => setImmediate(() => setImmediate(then)));
}
