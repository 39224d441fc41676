/**
 * A Lock, RLock or semaphore in the hub: who has it, and who waits for it, in the order of their coming. What a process
 * has when it ends goes to the next, with a warning.
 */
import type { ProcessName } from '../events.ts';
import type { Call } from './call.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import { Op } from '../hubWire/frames.ts';
import type { Peer } from './peer.ts';
import type { Permits } from './permits.ts';
import { Waiters } from './waiters.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';

/** A process that keeps a permit says so, or gives it back, in this time, unless it computes: see lease.ts. */
const KEPT_MS = 5;

export interface LockOptions {
  /** Of a semaphore: those who watch are shown how many it has. */
  readonly counts: boolean;
  /** A process is told when another has given back what it took, and gives nothing back that it does not have. */
  readonly tellsHolders: boolean;
}

export class LockState implements HubObject {
  readonly #services: HubServices;
  readonly #id: number;
  readonly #name: string;
  readonly #permits: Permits;
  readonly #options: LockOptions;
  readonly #waiters = new Waiters();
  /** Processes that may be using their permit just now, or may not, and until when that can be waited for. */
  readonly #kept = new Map<Peer, number>();
  /** How many ended processes have not been told of yet. */
  #recovering = 0;
  /** What is to be answered when it is certain who has it. */
  readonly #undecided: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** What the next one that gets a permit is to know of those who had it. */
  #warnings: string[] = [];
  #lostBy: ProcessName | null = null;

  constructor(services: HubServices, id: number, name: string, permits: Permits, options: LockOptions) {
    this.#services = services;
    this.#id = id;
    this.#name = name;
    this.#permits = permits;
    this.#options = options;
  }

  call(call: Call): void {
    if (call.method === 'acquire') this.#acquire(call);
    else if (call.method === 'tryAcquire') this.#tryAcquire(call);
    else if (call.method === 'value') this.#whenSettled(() => call.reply(this.#permits.value));
    else if (call.method === 'release') this.#releaseOthers(call);
    else throw new HubError('RuntimeError', `a lock has no method ${call.method}`);
  }

  note(peer: Peer, method: string, [count]: readonly unknown[]): void {
    if (method === 'keep') this.#keep(peer);
    else if (method === 'release') this.#released(peer, Number(count));
  }

  left(peer: Peer): void {
    this.#kept.delete(peer);
    if (!peer.ended) this.#permits.forget(peer);
    else if (this.#permits.heldBy(peer) > 0) void this.#recover(peer);
  }

  describe() {
    const [holder] = this.#permits.holders;
    return {
      depth: this.#options.counts ? this.#permits.value : null,
      limit: this.#options.counts ? this.#permits.limit : null,
      unfinished: null,
      flag: null,
      holder: holder === undefined ? null : { id: holder.hello.id, name: holder.hello.name },
      ...(this.#lostBy && { lostBy: this.#lostBy }),
      waiters: this.#waiters.processes(),
    };
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #keep(peer: Peer): void {
    this.#kept.set(peer, sharedClock() + KEPT_MS);
    if (this.#waiters.size > 0) this.#tell(peer, 'wanted');
  }

  #acquire(call: Call): void {
    this.#waiters.add(call, () => this.#services.changed());
    this.#grant();
    if (!call.answered) for (const [peer] of this.#kept) this.#tell(peer, 'wanted');
    this.#services.changed();
  }

  #tryAcquire(call: Call): void {
    this.#acquire(call);
    if (!call.answered) this.#whenSettled(() => call.cancel());
  }

  /** Gives those who wait what there is, in the order of their coming. */
  #grant(): void {
    for (const call of this.#waiters) {
      if (this.#permits.canTake(call.peer)) this.#hand(call);
      else if (!this.#permits.recursive) return;
    }
  }

  #hand(call: Call): void {
    this.#waiters.delete(call);
    this.#permits.take(call.peer);
    for (const warning of this.#warnings) this.#services.warn(call.peer, warning);
    this.#warnings = [];
    call.reply([this.#waiters.size > 0, this.#permits.value]);
  }

  #released(peer: Peer, count: number): void {
    this.#kept.delete(peer);
    const relieved = this.#options.tellsHolders && this.#permits.heldBy(peer) < count; // it will hear of that
    if (!relieved) this.#giveBack(peer, count);
    this.#decide();
  }

  /** By a process that does not have it, as far as it knows: it gives back what another took. */
  #releaseOthers(call: Call): void {
    const isTaken = this.#permits.value !== this.#permits.limit;
    if (isTaken && this.#isSettled()) this.#release(call);
    else this.#whenSettled(() => this.#release(call));
  }

  #release(call: Call): void {
    try {
      this.#giveBack(call.peer, 1);
      call.reply(null);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      call.fail(error.name, error.message);
    }
  }

  #giveBack(peer: Peer, count: number): void {
    const relieved = this.#permits.giveBack(peer, count);
    if (relieved !== null && this.#options.tellsHolders) this.#tell(relieved, 'released');
    this.#grant();
    this.#services.changed();
  }

  #tell(peer: Peer, method: string): void {
    peer.send(Op.note, this.#id, 0, JSON.stringify([method]));
  }

  /** It stays taken until it is known how the process ended, which is soon: so the warning comes before the lock. */
  async #recover(peer: Peer): Promise<void> {
    this.#recovering++;
    this.#services.refer([this.#id], this); // nobody waits in vain meanwhile
    const exitcode = await this.#services.exitcodeOf(peer);
    this.#recovering--;
    this.#services.unrefer([this.#id], this);
    if (this.#permits.takeBack(peer) > 0) {
      this.#warnings.push(this.#lossOf(peer, exitcode));
      this.#lostBy = { id: peer.hello.id, name: peer.hello.name };
    }
    this.#grant();
    this.#decide();
    this.#services.changed();
  }

  #lossOf({ hello: { name, pid } }: Peer, exitcode: number | null): string {
    const end = exitcode === null ? 'has ended' : `has ended with exit code ${exitcode}`;
    const what = this.#options.counts ? `a permit of ${this.#name}` : this.#name;
    return `${what} was held by ${name} (pid ${pid}), which ${end}; it is yours now, and what it protects may be half done`;
  }

  /**
   * Calls back when it is certain who has it: what others sent before has been read (a process that has ended is
   * noticed in the closing phase of the event loop), and who kept a permit has given it back or has had time to.
   */
  #whenSettled(then: () => void): void {
    setImmediate(() =>
      setImmediate(() => {
        this.#undecided.push(then);
        this.#decide();
      }),
    );
  }

  #decide(): void {
    if (this.#undecided.length === 0) return;
    if (this.#isSettled()) {
      for (const then of this.#undecided.splice(0)) then();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#decide();
      }, 1);
    }
  }

  #isSettled(): boolean {
    const now = sharedClock();
    return this.#recovering === 0 && [...this.#kept.values()].every((until) => until < now);
  }
}
