/**
 * What a process has been sent of a queue ahead of its `get` calls. It belongs to the queue until the process has
 * claimed it, which it does before it hands an item out. It may do so until the deadline only: what is unclaimed then
 * can be given to another without asking, even if the process is busy and cannot answer.
 */
import { countOf, ItemChunks, type ItemChunk } from './itemChunk.ts';
import type { Mark } from '../hubWire/marks.ts';
import type { Peer } from './peer.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';

/** How long a process may claim what it was sent. */
const LEASE_MS = 5;

export class Consumer {
  readonly peer: Peer;
  readonly #unclaimed = new ItemChunks();
  generation = 0;
  /** How many items it would have ahead. */
  window = 0;
  /** The number of the last item that it has been sent. */
  lastNumber = -1;
  /** Whether it has been asked to give back what it has not claimed. */
  recalled = false;
  #deadline = 0;
  #claimed: readonly ItemChunk[] = [];
  #mark: Mark | null = null;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  get count(): number {
    return this.#unclaimed.count;
  }

  get bytes(): number {
    return this.#unclaimed.bytes;
  }

  get deadline(): number {
    return this.#deadline;
  }

  /** @returns Until when it may claim them. */
  lend(chunks: readonly ItemChunk[]): number {
    for (const chunk of chunks) {
      this.#unclaimed.push(chunk);
      this.lastNumber = chunk.lastNumber;
    }
    this.#deadline = sharedClock() + LEASE_MS;
    return this.#deadline;
  }

  /** @returns What it has now; nothing when that had been taken back before. */
  claim(generation: number, count: number, mark: Mark | null = null): readonly ItemChunk[] {
    this.#mark = mark;
    this.#claimed = generation === this.generation ? this.#unclaimed.take(count, Infinity) : [];
    return this.#claimed;
  }

  /** @returns The last of what it has claimed last, if it had it: so many it has not handed out. */
  takeClaimBack(count: number): ItemChunk[] {
    const claimed = new ItemChunks();
    for (const chunk of this.#claimed) claimed.push(chunk);
    this.#claimed = [];
    claimed.take(claimed.count - count, Infinity);
    return claimed.take(count, Infinity);
  }

  /** What it has claimed and not handed out it may claim again. */
  keep(chunks: readonly ItemChunk[]): void {
    this.#unclaimed.putBack(chunks);
  }

  /** It is gone. @returns What it has claimed and not handed out: of one item nobody can tell, and of several their mark does. */
  takeUnmarked(): ItemChunk[] {
    if (this.#mark === null) return [];
    const count = countOf(this.#claimed);
    return this.takeClaimBack(count - this.peer.readMarks()(this.#mark, count));
  }

  takeBack(): ItemChunk[] {
    this.generation++;
    this.recalled = false;
    return this.#unclaimed.take(Infinity, Infinity);
  }
}
