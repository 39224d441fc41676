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

  /** Whether somebody has been asked for unclaimed items, and has not given them back yet. */
  get isRecalling(): boolean {
    for (const { recalled } of this.#byPeer.values()) if (recalled) return true;
    return false;
  }

  /** Somebody waits while others have unclaimed items: they are asked for them. */
  recallAll(): void {
    for (const consumer of this) this.#ask(consumer);
    this.#watchDeadlines();
  }

  /** One is asked for what it has not claimed. */
  recall(consumer: Consumer): void {
    this.#ask(consumer);
    this.#watchDeadlines();
  }

  /**
   * Takes from those whose time for claiming is over what they have not claimed, when what they claimed in time has been
   * read.
   * @param among Of whom.
   * @returns Whether there is something to be taken.
   */
  takeExpired(among: (consumer: Consumer) => boolean = ({ count }) => count > 0): boolean {
    const now = sharedClock();
    const expired: { readonly consumer: Consumer; readonly generation: number }[] = [];
    for (const consumer of this.#byPeer.values()) {
      if (consumer.deadline >= now || !among(consumer)) continue;
      expired.push({ consumer, generation: consumer.generation });
    }
    if (expired.length === 0) return false;
    afterNextRead(() => {
      for (const { consumer, generation } of expired) this.#takeBack(consumer, generation);
      this.#watchDeadlines();
    });
    return true;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** If it has something, and not twice. */
  #ask(consumer: Consumer): void {
    if (consumer.count === 0 || consumer.recalled) return;
    consumer.recalled = true;
    consumer.peer.send(Op.note, this.#queue, 0, JSON.stringify(['recall', consumer.generation]));
  }

  /** For those who do not answer. */
  #watchDeadlines(): void {
    if (this.#timer !== undefined) return;
    let first = Infinity;
    for (const { recalled, deadline } of this) if (recalled) first = Math.min(first, deadline);
    if (first === Infinity) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (!this.takeExpired(({ recalled }) => recalled)) this.#watchDeadlines();
      },
      Math.max(1, first - sharedClock() + 1),
    );
  }
}

/** When all that has come by now has been read: not this turn of the event loop, which may be reading already. */
function afterNextRead(act: () => void): void {
  setImmediate(() => setImmediate(act));
}
