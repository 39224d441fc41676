/** What an RLock gives out: one process has it, as often as it likes, and only that process can give it back. */
import { HubError } from './hubObject.ts';
import type { Peer } from './peer.ts';
import type { Permits } from './permits.ts';

export class RecursivePermit implements Permits {
  readonly recursive = true;
  readonly limit = null;
  #owner: Peer | null = null;
  #count = 0;

  get value(): number {
    return this.#owner === null ? 1 : 0;
  }

  get holders(): Iterable<Peer> {
    return this.#owner === null ? [] : [this.#owner];
  }

  canTake(peer: Peer): boolean {
    return this.#owner === null || this.#owner === peer;
  }

  take(peer: Peer): void {
    this.#owner = peer;
    this.#count++;
  }

  heldBy(peer: Peer): number {
    return this.#owner === peer ? this.#count : 0;
  }

  giveBack(peer: Peer, count: number): null {
    if (this.heldBy(peer) < count)
      throw new HubError('AssertionError', 'attempt to release recursive lock not owned by thread');
    this.#count -= count;
    if (this.#count === 0) this.#owner = null;
    return null;
  }

  takeBack(peer: Peer): number {
    const count = this.heldBy(peer);
    this.forget(peer);
    return count;
  }

  forget(peer: Peer): void {
    if (this.#owner === peer) this.giveBack(peer, this.#count);
  }
}
