/** A queue in the hub: its items, as bytes, those who wait for some, and what was sent ahead to whom. */
import type { Call } from './call.ts';
import type { Consumer } from './consumer.ts';
import { Consumers } from './consumers.ts';
import { Op } from '../hubWire/frames.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import { countOf, ItemChunks, type ItemChunk } from './itemChunk.ts';
import { ItemReferences } from './itemReferences.ts';
import type { Peer } from './peer.ts';
import { readPut } from './readPut.ts';
import { AGAIN, CLAIM, CLAIM_BYTES, deliveryHead, markIn } from '../hubWire/queueFrames.ts';
import { RoomState } from './roomState.ts';
import { UnfinishedState } from './unfinishedState.ts';
import { Waiters } from './waiters.ts';

/** What a process is sent ahead, apart from one item that may be larger: about what a socket holds. */
const AHEAD_BYTES = 192 * 1024;
/** What leaves in one message, so that the first of it is there soon. */
const DELIVERY_BYTES = 48 * 1024;

export class QueueState implements HubObject {
  readonly #services: HubServices;
  readonly #id: number;
  readonly #items = new ItemChunks();
  readonly #references: ItemReferences;
  protected readonly getters = new Waiters();
  readonly #consumers: Consumers;
  readonly #room: RoomState;
  readonly #unfinished: UnfinishedState | null;
  /** How many items have been put, ever. */
  #total = 0;
  #mayBeLost = false;

  constructor(services: HubServices, id: number, maxsize: number, joinable: boolean) {
    this.#services = services;
    this.#id = id;
    this.#references = new ItemReferences(services, this);
    this.#consumers = new Consumers(id, (consumer, generation) => this.#takeBack(consumer, generation));
    this.#room = new RoomState(maxsize);
    this.#unfinished = joinable ? new UnfinishedState() : null;
  }

  /** All that was put and not handed out. */
  protected get size(): number {
    return this.#items.count + this.#consumers.unclaimed.count;
  }

  /** What is added to the count of a delivery. */
  protected get endFlag(): number {
    return 0;
  }

  /** Items that were sent ahead come back. */
  get endsSoon(): boolean {
    return this.getters.size > 0 && this.size > 0;
  }

  get unread(): number {
    return this.#mayBeLost ? 0 : this.size;
  }

  protected get bytes(): number {
    return this.#items.bytes + this.#consumers.unclaimed.bytes;
  }

  call(call: Call): void {
    const { method, args } = call;
    if (method === 'get') this.get(call, Number(args[0]));
    else if (method === 'getNowait') this.get(call, 1, true);
    // Not at once: what another process has put before it told this one may still be in its socket
    else if (method === 'qsize') setImmediate(() => call.reply(this.size));
    else if (method === 'put') this.#room.reserve(call, this.size, args[0] === true);
    else if (!this.#unfinished?.call(call)) throw new HubError('RuntimeError', `a queue has no method ${method}`);
    this.#services.changed();
  }

  note(peer: Peer, method: string, [number, generation]: readonly unknown[]): void {
    if (method === 'returned') this.#takeBack(this.#consumers.of(peer), Number(number));
    else if (method === 'unclaim') this.#unclaim(this.#consumers.of(peer), Number(number), generation);
    else if (method === 'cancelJoinThread') this.#mayBeLost = true;
    else if (method === 'taskDone') this.#unfinished?.done(Number(number));
    this.#services.changed();
  }

  data(peer: Peer, payload: Buffer): void {
    if (payload[0] === CLAIM) this.#claim(peer, payload);
    else this.#put(peer, payload);
    this.#services.changed();
  }

  left(peer: Peer): void {
    this.#room.left(peer);
    const consumer = this.#consumers.remove(peer);
    if (consumer !== undefined) {
      this.#putBack(consumer, consumer.takeUnmarked());
      this.#takeBack(consumer, consumer.generation);
    }
    this.admit();
  }

  describe() {
    const { maxsize } = this.#room;
    return {
      depth: this.size,
      limit: maxsize > 0 ? maxsize : null,
      unfinished: this.#unfinished?.count ?? null,
      flag: null,
      holder: null,
      waiters: this.getters.processes(),
    };
  }

  dispose(): void {
    this.#consumers.dispose();
    this.#references.dropped(this.#items.take(Infinity, Infinity));
  }

  #put(peer: Peer, payload: Buffer): void {
    const chunk = readPut(payload);
    if (chunk === null || !chunk.isWhole()) throw new HubError('ValueError', 'these are no items of a queue');
    this.#room.arrived(peer, chunk.count);
    this.add(chunk);
  }

  protected add(chunk: ItemChunk): void {
    this.#references.put(chunk);
    this.#unfinished?.put(chunk.count);
    chunk.number = this.#total;
    this.#total += chunk.count;
    this.#items.push(chunk);
    this.#serve();
  }

  protected get(call: Call, window: number, nowait = false): void {
    const consumer = this.#consumers.of(call.peer);
    consumer.window = window;
    if (consumer.count > 0) return this.#deliverAgain(call, consumer);
    this.getters.add(call);
    // Earlier items with one that does not come to claiming them are to be handed out first
    if (!this.#consumers.takeExpired()) this.#serve();
    if (call.answered) return;
    if (nowait) setImmediate(() => this.#answerNowait(call));
    if (this.getters.size > 0) this.#consumers.recallAll();
  }

  /** Empty is the queue only if nobody has unclaimed items any more. */
  #answerNowait(call: Call): void {
    if (call.answered) return;
    if (this.size === 0) call.cancel();
    else setTimeout(() => this.#answerNowait(call), 1);
  }

  /** Gives each of those who wait one, in the order of their coming, and what is left to those who want more. */
  #serve(): void {
    while (this.#items.count > 0) {
      if (this.getters.size === 0) return this.#sendAhead();
      const call = this.#nextGetter();
      if (call === undefined) return;
      this.#deliver(call);
    }
  }

  /** None to which earlier items are on their way, that crossed its call: it is to give them back first. */
  #nextGetter(): Call | undefined {
    for (const call of this.getters) {
      if (this.#consumers.of(call.peer).count > 0) continue;
      this.getters.delete(call);
      return call;
    }
    return undefined;
  }

  /** Answers the call by one item, and sends others with it if they are for nobody else. */
  #deliver(call: Call): void {
    const consumer = this.#consumers.of(call.peer);
    const [first] = this.#items.take(1, Infinity) as [ItemChunk];
    this.#handedOut(consumer.peer, [first]);
    consumer.lastNumber = first.number;
    const isAlone = this.getters.size === 0 && !this.#consumers.isRecalling; // or earlier items come back in a moment
    const ahead = isAlone ? this.#take(consumer) : [];
    call.replyData(this.#delivery(consumer, [first, ...ahead], ahead));
    if (ahead.length > 0) this.#sendMore(consumer);
  }

  /** What was sent ahead has crossed the call on the way: the first of it is the answer. */
  #deliverAgain(call: Call, consumer: Consumer): void {
    const first = consumer.claim(consumer.generation, 1);
    this.#handedOut(consumer.peer, first);
    call.replyData(this.#delivery(consumer, first, [], AGAIN));
    this.#sendMore(consumer);
  }

  /** To those who are at work on what they have. */
  #sendAhead(): void {
    for (const consumer of this.#consumers) {
      if (consumer.count > 0) this.#sendMore(consumer);
    }
  }

  #sendMore(consumer: Consumer): void {
    while (this.#items.count > 0) {
      const ahead = this.#take(consumer);
      if (ahead.length === 0) return;
      consumer.peer.send(Op.data, this.#id, 0, this.#delivery(consumer, ahead, ahead));
    }
  }

  #take(consumer: Consumer): ItemChunk[] {
    const { window, count, bytes, recalled } = consumer;
    if (recalled) return []; // what it has shall come back, and its time for claiming that shall not begin anew
    if (this.#items.firstNumber < consumer.lastNumber) {
      this.#consumers.recall(consumer); // what came back to here is to be handed out before the later ones that it has
      return [];
    }
    const most = window - 1 - count;
    return most > 0 && bytes < AHEAD_BYTES ? this.#items.take(most, DELIVERY_BYTES) : [];
  }

  #delivery(consumer: Consumer, chunks: readonly ItemChunk[], ahead: readonly ItemChunk[], flag = 0): Buffer[] {
    const count = countOf(chunks) + flag + this.endFlag;
    return [deliveryHead(consumer.generation, consumer.lend(ahead), count), ...chunks.map(({ bytes }) => bytes)];
  }

  #claim(peer: Peer, payload: Buffer): void {
    const consumer = this.#consumers.of(peer);
    if (payload.length !== CLAIM_BYTES) throw new HubError('ValueError', 'this is no claim for items of a queue');
    this.#handedOut(peer, consumer.claim(payload.readUInt32LE(1), payload.readUInt32LE(5), markIn(payload)));
    consumer.window = payload.readUInt32LE(9);
    if (this.getters.size > 0) this.#serve();
    else this.#sendMore(consumer);
  }

  /** @param generation Of what it has not claimed: with that it keeps them, unless that has been taken back. */
  #unclaim(consumer: Consumer, count: number, generation: unknown): void {
    const chunks = consumer.takeClaimBack(count);
    if (generation !== consumer.generation) return this.#putBack(consumer, chunks);
    this.#references.cameBack(consumer.peer, chunks);
    consumer.keep(chunks);
    if (this.getters.size > 0) this.#consumers.recallAll();
  }

  #putBack(consumer: Consumer, chunks: readonly ItemChunk[]): void {
    this.#references.cameBack(consumer.peer, chunks);
    this.#items.putBack(chunks);
    this.#serve();
  }

  #handedOut(peer: Peer, chunks: readonly ItemChunk[]): void {
    this.#references.handedOut(peer, chunks);
    this.admit();
  }

  protected admit(): void {
    this.#room.admit(this.size);
  }

  #takeBack(consumer: Consumer, generation: number): void {
    if (consumer.generation === generation) this.#items.putBack(consumer.takeBack());
    this.#serve();
  }
}
