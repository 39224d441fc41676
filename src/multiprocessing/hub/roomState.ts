/** The places of a bounded queue: a process reserves one before it puts an item. */
import type { Call } from './call.ts';
import type { Peer } from './peer.ts';
import { Waiters } from './waiters.ts';

export class RoomState {
  readonly maxsize: number;
  readonly #waiters = new Waiters();
  readonly #reserved = new Map<Peer, number>();

  /** @param maxsize 0 or less: no limit. */
  constructor(maxsize: number) {
    this.maxsize = maxsize;
  }

  /** @param size How many items are in the queue. */
  reserve(call: Call, size: number, nowait: boolean): void {
    if (this.#isRoom(size) && this.#waiters.size === 0) this.#give(call);
    else if (nowait) call.cancel();
    else this.#waiters.add(call);
  }

  /** Items have come, for which places were reserved. */
  arrived(peer: Peer, count: number): void {
    const left = (this.#reserved.get(peer) ?? 0) - count;
    if (left > 0) this.#reserved.set(peer, left);
    else this.#reserved.delete(peer);
  }

  /** Places may have become free. */
  admit(size: number): void {
    while (this.#waiters.size > 0 && this.#isRoom(size)) {
      const call = this.#waiters.take();
      if (call !== undefined) this.#give(call);
    }
  }

  left(peer: Peer): void {
    this.#reserved.delete(peer);
  }

  #isRoom(size: number): boolean {
    if (this.maxsize <= 0) return true;
    let reserved = 0;
    for (const count of this.#reserved.values()) reserved += count;
    return size + reserved < this.maxsize;
  }

  #give(call: Call): void {
    this.#reserved.set(call.peer, (this.#reserved.get(call.peer) ?? 0) + 1);
    call.reply(true);
  }
}
