/** A queue in the hub, and processes that take from it, give back, are slow to answer, and leave, at random. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Op } from '../../../src/multiprocessing/hubWire/frames.ts';
import { AGAIN, claim, DELIVERY_HEAD_BYTES, PUT } from '../../../src/multiprocessing/hubWire/queueFrames.ts';
import { QueueState } from '../../../src/multiprocessing/hub/queueState.ts';
import { forSeeds } from '../../helpers/chance.ts';
import { fakePeer, fakeServices, type FakePeer, type Sent } from './fakePeer.ts';

it('each item is handed out once, and none is sent behind a later one, whatever the processes do', () => {
  forSeeds(150, (chance) => {
    const queue = newQueue();
    const { peer: producer } = fakePeer('producer');
    let consumers: Consumer[] = [];
    const gone: Consumer[] = [];
    let total = 0;
    for (let step = 0; step < 200; step++) {
      const kind = chance.below(10);
      if (consumers.length < 3) consumers.push(new Consumer(queue, `consumer ${step}`));
      const consumer = chance.of(consumers);
      if (kind < 3) total = put(queue, producer, total, 1 + chance.below(10));
      else if (kind < 5) consumer.get(1 + chance.below(8));
      else if (kind < 7) consumer.claim(1 + chance.below(4));
      else if (kind < 8) consumer.unclaim(chance.below(4));
      else if (kind < 9) consumer.answerRecalls();
      else if (chance.oneIn(4)) {
        consumer.leave();
        gone.push(consumer);
        consumers = consumers.filter((other) => other !== consumer);
      }
      for (const other of consumers) if (!chance.oneIn(3)) other.hear();
    }
    for (const consumer of consumers) consumer.leave();
    const last = new Consumer(queue, 'last');
    while (queue.describe().depth > 0) {
      last.get(1);
      last.hear();
    }
    const all = [...gone, ...consumers, last];
    for (const { handedOut } of all) assert.ok(handedOut.length === new Set(handedOut).size);
    const numbers = all.flatMap(({ handedOut }) => handedOut).sort((a, b) => a - b);
    assert.deepEqual(
      numbers,
      Array.from({ length: total }, (_, i) => i),
    );
    queue.dispose();
  });
});

it('items that come back are handed out before the later ones that another process has', () => {
  const queue = newQueue();
  const [first, second] = [new Consumer(queue, 'first'), new Consumer(queue, 'second')] as const;
  const { peer: producer } = fakePeer('producer');
  first.get(5);
  put(queue, producer, 0, 5);
  second.get(5);
  first.hear(); // it has 1 to 4, and is asked for them
  put(queue, producer, 5, 5);
  second.hear();
  assert.deepEqual(second.handedOut, [5]);
  first.answerRecalls();
  second.get(5);
  second.hear();
  second.claim(5);
  second.hear();
  assert.deepEqual(second.handedOut, [5, 1, 2, 3, 4, 6]);
});

it('what is claimed and not handed out stays with its process until another asks', () => {
  const queue = newQueue();
  const [first, second] = [new Consumer(queue, 'first'), new Consumer(queue, 'second')] as const;
  first.get(8);
  put(queue, fakePeer('producer').peer, 0, 8);
  first.hear();
  first.claim(4);
  first.unclaim(3);
  first.claim(2);
  assert.deepEqual(first.handedOut, [0, 1, 2, 3]);
  second.get(8);
  first.hear();
  first.answerRecalls();
  second.hear();
  second.claim(3);
  assert.deepEqual(second.handedOut, [4, 5, 6, 7]);
});

it('those who wait are served in the order of their coming', () => {
  const queue = newQueue();
  const consumers = Array.from({ length: 5 }, (_, i) => new Consumer(queue, `consumer ${i}`));
  for (const consumer of consumers) consumer.get(8);
  put(queue, fakePeer('producer').peer, 0, 5);
  for (const consumer of consumers) consumer.hear();
  assert.deepEqual(consumers.map(({ handedOut }) => handedOut), [[0], [1], [2], [3], [4]]); // prettier-ignore
});

it('a bounded queue has so many places, and gives them to those who wait, in their order', () => {
  const queue = new QueueState(fakeServices(), 1, 2, false);
  const { ask, peer } = fakePeer('producer');
  const places = Array.from({ length: 4 }, () => ask(queue, 'put', false));
  assert.deepEqual(places.map(({ answer }) => answer()), [true, true, undefined, undefined]); // prettier-ignore
  assert.equal(ask(queue, 'put', true).answer(), 'cancelled');
  put(queue, peer, 0, 2);
  const consumer = new Consumer(queue, 'consumer');
  consumer.get(1);
  assert.deepEqual(places.map(({ answer }) => answer()), [true, true, true, undefined]); // prettier-ignore
  queue.left(peer); // with the place that it had
  assert.deepEqual(places.map(({ answer }) => answer()), [true, true, true, true]); // prettier-ignore
});

it('tasks are unfinished until each has been reported done', () => {
  const queue = new QueueState(fakeServices(), 1, 0, true);
  const { ask, peer } = fakePeer('worker');
  assert.equal(ask(queue, 'join').answer(), null);
  put(queue, peer, 0, 2);
  const joined = ask(queue, 'join');
  queue.note(peer, 'taskDone', [1]);
  assert.equal(joined.answer(), undefined);
  assert.equal(ask(queue, 'taskDone').answer(), null);
  assert.equal(joined.answer(), null);
  assert.throws(() => ask(queue, 'taskDone'), { name: 'ValueError', message: 'task_done() called too many times' });
});

/** A process's side of the protocol. */
class Consumer {
  readonly #process: FakePeer;
  readonly #queue: QueueState;
  readonly handedOut: number[] = [];
  #ahead: number[] = [];
  /** The last of what was claimed, which need not have been handed out. */
  #claimed: number[] = [];
  #claimedOf = 0;
  #generation = 0;
  #asked: ReturnType<FakePeer['ask']> | null = null;
  #heard = 0;
  #recalled: number | null = null;

  constructor(queue: QueueState, name: string) {
    this.#process = fakePeer(name);
    this.#queue = queue;
  }

  /** Asks if it has none: all that it has claimed has been handed out then. */
  get(window: number): void {
    if (this.#asked !== null || this.#ahead.length > 0) return;
    this.#claimed = [];
    this.#asked = this.#process.ask(this.#queue, 'get', window);
  }

  claim(most: number): void {
    const count = Math.min(most, this.#ahead.length);
    if (count === 0) return;
    this.#claimed = this.#ahead.splice(0, count);
    this.#claimedOf = this.#generation;
    this.handedOut.push(...this.#claimed);
    this.#queue.data(this.#process.peer, claim(this.#generation, count, 8));
  }

  /** Has not handed out the last of what it has claimed last. */
  unclaim(most: number): void {
    const count = Math.min(most, this.#claimed.length);
    if (count === 0) return;
    const items = this.handedOut.splice(-count);
    this.#claimed = [];
    const isKept = this.#claimedOf === this.#generation;
    this.#queue.note(this.#process.peer, 'unclaim', isKept ? [count, this.#generation] : [count]);
    if (isKept) this.#ahead.unshift(...items);
    else this.#giveBack();
  }

  /** What it has been sent meanwhile. */
  hear(): void {
    const news = this.#process.sent.slice(this.#heard);
    this.#heard += news.length;
    for (const frame of news) this.#heardOf(frame);
  }

  answerRecalls(): void {
    if (this.#recalled === this.#generation) this.#giveBack();
    this.#recalled = null;
  }

  leave(): void {
    this.hear();
    this.#process.peer.ended = true;
    this.#asked?.call.cancel();
    this.#queue.left(this.#process.peer);
  }

  #heardOf({ op, request, payload }: Sent): void {
    if (op === Op.note) this.#recalled = (JSON.parse(String(payload)) as [string, number])[1];
    if (op !== Op.data) return;
    const generation = payload.readUInt32LE(0);
    const items = numbersIn(payload);
    const isAgain = payload.readUInt32LE(12) >= AGAIN;
    if (request > 0) {
      this.#asked = null;
      this.#claimed = [];
      this.handedOut.push(items.shift() as number);
      if (isAgain && generation === this.#generation) this.#ahead.shift();
    }
    if (generation < this.#generation) return;
    if (generation > this.#generation) this.#ahead = [];
    this.#generation = generation;
    // Nothing is sent behind what was put later, were it already in the hands of the user: it may be the last that is taken
    const last = this.#ahead.at(-1) ?? this.handedOut.at(-1) ?? -1;
    assert.ok(request > 0 || items.every((item) => item > last), `${items.join()} were sent behind ${last}`);
    this.#ahead.push(...items);
  }

  #giveBack(): void {
    this.#ahead = [];
    this.#queue.note(this.#process.peer, 'returned', [this.#generation++]);
  }
}

function newQueue(): QueueState {
  return new QueueState(fakeServices(), 1, 0, false);
}

/** @returns How many there are then. */
function put(queue: QueueState, peer: FakePeer['peer'], from: number, count: number): number {
  const bytes = Buffer.alloc(5 + count * 8);
  bytes[0] = PUT;
  bytes.writeUInt32LE(count, 1);
  for (let i = 0; i < count; i++) {
    bytes.writeUInt32LE(4, 5 + i * 8);
    bytes.writeUInt32LE(from + i, 9 + i * 8);
  }
  queue.data(peer, bytes);
  return from + count;
}

function numbersIn(delivery: Buffer): number[] {
  return Array.from({ length: delivery.readUInt32LE(12) % AGAIN }, (_, i) =>
    delivery.readUInt32LE(DELIVERY_HEAD_BYTES + 4 + i * 8),
  );
}
