/**
 * What this process has been sent of a queue ahead of its `get` calls. It claims items before it hands them out, one at
 * a time where each takes long, more where they take little; and gives the others back when it is asked to, or
 * when its time for claiming them is over.
 */
import { claimOf } from './claiming.ts';
import type { ClaimMark } from './claimMark.ts';
import { deliveryIn, nextIn, type Delivery } from './delivery.ts';
import { hub } from './hubClient/hubClient.ts';
import { Op } from './hubWire/frames.ts';
import { claim } from './hubWire/queueFrames.ts';
import { owned } from './hubWire/incoming.ts';
import { Pace } from './pace.ts';
import { readStoredItem } from './storedItems.ts';
import { forgetRead } from './storeReader.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

/** Sent ahead is what is handed out in this time. */
const AHEAD_MS = 2;
const MOST_AHEAD = 2_048;

/** Those that have claimed several items together. */
const claimers = new Set<QueueReceiver>();
process.on('exit', () => {
  for (const receiver of claimers) receiver.giveBackAll();
});

export class QueueReceiver {
  readonly #queue: number;
  #deliveries: Delivery[] = [];
  #ahead = 0;
  /** How many calls are under way. */
  #asking = 0;
  #isWatched = false;
  #claimed = 0;
  /** Of which what is unclaimed has been given back. */
  #claimedOf = 0;
  /** How many ask for the size. */
  #counting = 0;
  /** Of several that are claimed. */
  #mark: ClaimMark | null = null;
  #generation = 0;
  #deadline = 0;
  readonly #pace = new Pace();
  #heardAt = -Infinity;

  constructor(queue: number) {
    this.#queue = queue;
  }

  /** @param inHub Asks the hub how many it has: what is claimed, which it does not count, stays claimed meanwhile. */
  async size(inHub: () => Promise<unknown>): Promise<number> {
    this.#counting++;
    try {
      return Number(await inHub()) + this.#claimed;
    } finally {
      this.#counting--;
      if (this.#claimed > 0) this.#watchClaimed();
    }
  }

  /** When an answer has come at which somebody was there to send more. */
  get heardAt(): number {
    return this.#heardAt;
  }

  get #window(): number {
    return Math.max(1, Math.min(MOST_AHEAD, Math.floor(AHEAD_MS / this.#pace.ms)));
  }

  /** Whether `take` has one to hand out. */
  ready(): boolean {
    return this.#claimed > 0 || (this.#ahead > 0 && this.#asking === 0 && this.#claim());
  }

  /** Only if `ready`. */
  take(): unknown {
    this.#mark?.handsOut();
    this.#claimed--;
    this.#pace.handsOut();
    if (this.#claimed === 0) this.#closeMark();
    const delivery = this.#deliveries[0] as Delivery;
    const [start, end] = this.#skip();
    return readStoredItem(delivery.bytes, start, end, Math.min(this.#claimed, delivery.left));
  }

  /**
   * To be called before the hub is asked for one; this receiver takes the answer. What is sent ahead meanwhile is not
   * claimed, since the hub may take it for the answer.
   * @returns How many items may be under way to this process.
   */
  asks(): number {
    this.#pace.measure(sharedClock());
    this.#asking++;
    return this.#window;
  }

  /** There is no answer. */
  readonly failed = (): void => {
    this.#asking--;
  };

  /** The first item is for the call, the others are ahead. @returns The item. */
  readonly received = (payload: unknown): unknown => {
    this.#asking--;
    const now = sharedClock();
    this.#pace.begins(now);
    this.#pace.handsOut();
    const delivery = deliveryIn(payload as Buffer);
    if (!delivery.ended) this.#heardAt = now;
    if (delivery.again && delivery.generation === this.#generation) this.#dropFirst();
    try {
      const [start, end] = nextIn(delivery);
      return readStoredItem(delivery.bytes, start, end, 0);
    } finally {
      this.#add(delivery); // even if the first cannot be rebuilt
    }
  };

  #dropFirst(): void {
    this.#ahead--;
    this.#skip();
  }

  /** More, which was not asked for. */
  sentAhead(payload: Buffer): void {
    this.#add(deliveryIn(payload));
  }

  /** Gives back what is not claimed. @param generation What the hub asks for; older ones it has taken itself. */
  giveBack(generation = this.#generation): void {
    if (generation !== this.#generation) return;
    this.#dropUnclaimed();
    hub.note(this.#queue, 'returned', generation);
    this.#generation++;
  }

  /** @returns Whether some could be claimed. */
  #claim(): boolean {
    if (!hub.hasLeft || sharedClock() >= this.#deadline) {
      this.giveBack();
      return false;
    }
    this.#pace.measure(sharedClock());
    const { count, mark } = claimOf(this.#ahead, this.#pace.ms);
    this.#mark = mark;
    hub.send(Op.data, this.#queue, 0, claim(this.#generation, count, this.#window, mark));
    hub.flush();
    this.#claimed = count;
    this.#claimedOf = this.#generation;
    this.#ahead -= count;
    // This process may have been stopped between its look at the clock and the claim: then it cannot be sure
    if (!hub.hasLeft || sharedClock() >= this.#deadline) this.giveBackAll();
    else if (count > 1) this.#watchClaimed();
    return this.#claimed > 0;
  }

  #closeMark(): void {
    this.#mark?.close();
    this.#mark = null;
  }

  /** What this turn of the event loop does not hand out shall not wait for what comes then. */
  #watchClaimed(): void {
    claimers.add(this);
    if (this.#isWatched) return;
    this.#isWatched = true;
    setImmediate(() => {
      this.#isWatched = false;
      if (this.#counting === 0) this.#unclaim();
    });
  }

  /** What is claimed is what may be claimed again, and others may ask for it. */
  #unclaim(): void {
    if (this.#claimedOf !== this.#generation) return this.giveBackAll(); // somebody has asked
    claimers.delete(this);
    if (this.#claimed === 0) return;
    hub.note(this.#queue, 'unclaim', this.#claimed, this.#generation);
    this.#ahead += this.#claimed;
    this.#noneClaimed();
  }

  #noneClaimed(): void {
    this.#claimed = 0;
    this.#closeMark();
    forgetRead();
  }

  /** Gives back what is not handed out, claimed or not. */
  giveBackAll(): void {
    claimers.delete(this);
    if (this.#claimed === 0) return;
    hub.note(this.#queue, 'unclaim', this.#claimed);
    this.#noneClaimed();
    this.giveBack();
  }

  /** @returns Where the first item is. */
  #skip(): [start: number, end: number] {
    const first = this.#deliveries[0] as Delivery;
    const place = nextIn(first);
    if (first.left === 0) this.#deliveries.shift();
    return place;
  }

  #add(delivery: Delivery): void {
    if (delivery.generation < this.#generation) return; // given back since
    if (delivery.generation > this.#generation) this.#dropUnclaimed(); // taken back by the hub
    this.#generation = delivery.generation;
    this.#deadline = delivery.deadline;
    this.#ahead += delivery.left;
    if (delivery.left === 0) return;
    delivery.bytes = owned(delivery.bytes);
    this.#deliveries.push(delivery);
  }

  /** Keeps the claimed ones, which are the first. */
  #dropUnclaimed(): void {
    this.#ahead = 0;
    let keep = this.#claimed;
    for (const delivery of this.#deliveries) {
      delivery.left = Math.min(delivery.left, keep);
      keep -= delivery.left;
    }
    this.#deliveries = this.#deliveries.filter(({ left }) => left > 0);
  }
}
