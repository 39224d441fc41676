/** The processes that take from a queue, and the recall of what they have been sent ahead and not claimed. */
import { Op } from '../hubWire/frames.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';
import { Consumer } from './consumer.ts';
import type { Peer } from './peer.ts';

export class Consumers {
  readonly #queue: number;
  readonly #takeBack: (consumer: Consumer, generation: number) => void;
  readonly #byPeer = new Map<Peer, Consumer>();
  #timer: NodeJS.Timeout | undefined;

  /** @param takeBack Told of one that has neither claimed nor given back in time. */
  constructor(queue: number, takeBack: (consumer: Consumer, generation: number) => void) {
    this.#queue = queue;
    this.#takeBack = takeBack;
  }

  /** How many unclaimed items they have, and how many bytes of them. */
  get unclaimed(): { readonly count: number; readonly bytes: number } {
    let [count, bytes] = [0, 0];
    for (const consumer of this.#byPeer.values()) {
      count += consumer.count;
      bytes += consumer.bytes;
    }
    return { count, bytes };
  }

  of(peer: Peer): Consumer {
    const known = this.#byPeer.get(peer);
    if (known !== undefined) return known;
    const consumer = new Consumer(peer);
    this.#byPeer.set(peer, consumer);
    return consumer;
  }

  /** @returns What there was of it. */
  remove(peer: Peer): Consumer | undefined {
    const consumer = this.#byPeer.get(peer);
    this.#byPeer.delete(peer);
    return consumer;
  }

  [Symbol.iterator](): IterableIterator<Consumer> {
    return this.#byPeer.values();
  }

  /** Somebody waits while others have unclaimed items: they are asked for them, and not asked twice. */
  recall(): void {
    for (const consumer of this) {
      if (consumer.count === 0 || consumer.recalled) continue;
      consumer.recalled = true;
      consumer.peer.send(Op.note, this.#queue, 0, JSON.stringify(['recall', consumer.generation]));
    }
    this.#watchDeadlines();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** For those who do not answer. */
  #watchDeadlines(): void {
    if (this.#timer !== undefined) return;
    let first = Infinity;
    for (const { recalled, deadline } of this) if (recalled) first = Math.min(first, deadline);
    if (first === Infinity) return;
    this.#timer = setTimeout(() => this.#takeExpired(), Math.max(1, first - sharedClock() + 1));
  }

  /** What they claimed in time has been read when this turn of the event loop is over. */
  #takeExpired(): void {
    this.#timer = undefined;
    const now = sharedClock();
    const expired = [...this]
      .filter(({ recalled, deadline }) => recalled && deadline < now)
      .map((consumer) => ({ consumer, generation: consumer.generation }));
    setImmediate(() => {
      for (const { consumer, generation } of expired) this.#takeBack(consumer, generation);
      this.#watchDeadlines();
    });
  }
}
