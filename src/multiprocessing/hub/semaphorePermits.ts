/** The permits of a semaphore, or the only one of a lock: any process may give back what another took. */
import { HubError } from './hubObject.ts';
import type { Peer } from './peer.ts';
import type { Permits } from './permits.ts';

export class SemaphorePermits implements Permits {
  readonly recursive = false;
  readonly limit: number | null;
  readonly #start: number;
  readonly #held = new Map<Peer, number>();
  #value: number;

  constructor(start: number, limit: number | null) {
    this.#start = start;
    this.#value = start;
    this.limit = limit;
  }

  get value(): number {
    return this.#value;
  }

  get holders(): Iterable<Peer> {
    return this.#held.keys();
  }

  canTake(): boolean {
    return this.#value > 0;
  }

  take(peer: Peer): void {
    this.#value--;
    this.#hold(peer, 1);
  }

  heldBy(peer: Peer): number {
    return this.#held.get(peer) ?? 0;
  }

  giveBack(peer: Peer): Peer | null {
    if (this.limit !== null && this.#value >= this.limit)
      throw new HubError('ValueError', 'semaphore or lock released too many times');
    this.#value++;
    const [first = peer] = this.#held.keys();
    const holder = this.#held.has(peer) ? peer : first;
    if (this.#held.has(holder)) this.#hold(holder, -1);
    return holder === peer ? null : holder;
  }

  /**
   * No more come back than there were at first: a semaphore that is raised by some and lowered by others counts what
   * happened, and what has been taken of that is used up.
   */
  takeBack(peer: Peer): number {
    const count = Math.max(0, Math.min(this.heldBy(peer), this.#start - this.#value));
    this.forget(peer);
    this.#value += count;
    return count;
  }

  forget(peer: Peer): void {
    this.#held.delete(peer);
  }

  #hold(peer: Peer, change: number): void {
    const count = this.heldBy(peer) + change;
    if (count > 0) this.#held.set(peer, count);
    else this.#held.delete(peer);
  }
}
