/** Gathers what is put into a queue: the items of a run (run.ts) leave together. */
import { hub } from './hubClient/hubClient.ts';
import { Op } from './hubWire/frames.ts';
import { PUT, PUT_HEAD_BYTES, PUT_STORED, PUT_STORED_HEAD_BYTES, PUT_WITH_OBJECTS } from './hubWire/queueFrames.ts';
import { appendItem, ByteGatherer, HEAD_BYTES } from './items.ts';
import { appendPlace } from './storedItems.ts';
import { sealFull, store, STORED_FROM_BYTES } from './itemStore.ts';
import { Run } from './run.ts';
import type { Place } from './segments.ts';

const GATHER_BYTES = 32 * 1024;
/** What goes into shared memory is more, since it is written at once, and takes longer to gather. */
const GATHER_STORED_BYTES = 256 * 1024;
const GATHER_STORED_MS = 0.15;
/** Memory that is not kept for the next item. */
const LARGE_BYTES = 1024 * 1024;

export class QueueSender {
  readonly #queue: number;
  #gathered = emptied(PUT_HEAD_BYTES);
  #count = 0;
  /** Whether those gathered are large ones, for shared memory. */
  #isLarge = false;
  readonly #run = new Run(() => {
    this.leave();
    hub.flush();
  });

  constructor(queue: number) {
    this.#queue = queue;
  }

  /** @returns How many bytes it has. @throws PicklingError when the item cannot travel. */
  put(item: unknown): number {
    const start = this.#gathered.length;
    const objects = this.#append(item, start);
    const bytes = this.#gathered.length - start;
    if (objects.length > 0) this.#putAlone(start, objects);
    else this.#gather(start, bytes >= STORED_FROM_BYTES);
    const { length } = this.#gathered;
    if (this.#isLarge) this.#run.next(length > GATHER_STORED_BYTES, GATHER_STORED_MS);
    else this.#run.next(length > GATHER_BYTES);
    return bytes;
  }

  /** Sends an item that `appendItem` has written. */
  putBytes(item: Uint8Array, objects: readonly number[]): void {
    this.leave();
    this.#sendOne(item, objects);
    hub.flush();
  }

  /** Sends what has gathered. */
  readonly leave = (): void => {
    hub.ungathered(this.leave);
    if (this.#count === 0) return;
    const { bytes, length } = this.#gathered;
    const count = this.#count;
    this.#count = 0;
    const place = this.#isLarge ? store(bytes.subarray(PUT_HEAD_BYTES, length)) : null;
    if (place === null) this.#leaveInline(count, bytes.subarray(0, length));
    else this.#leaveStored(count, bytes.subarray(PUT_HEAD_BYTES, length), place);
  };

  #leaveInline(count: number, put: Buffer): void {
    put[0] = PUT;
    put.writeUInt32LE(count, 1);
    if (put.length > GATHER_BYTES)
      this.#gathered = emptied(PUT_HEAD_BYTES); // the bytes are on their way
    else this.#gathered.length = PUT_HEAD_BYTES;
    hub.send(Op.data, this.#queue, 0, put);
  }

  /** Each of the items by its place. */
  #leaveStored(count: number, items: Buffer, { segment, offset: start }: Place): void {
    const put = places;
    put.length = PUT_STORED_HEAD_BYTES;
    for (let offset = 0; offset < items.length;) {
      const length = items.readUInt32LE(offset) - 1;
      const kind = items[offset + 4] as number;
      appendPlace(put, kind, { segment, offset: start + offset + HEAD_BYTES, length });
      offset += HEAD_BYTES + length;
    }
    put.bytes[0] = PUT_STORED;
    put.bytes.writeUInt32LE(count, 1);
    put.bytes.writeDoubleLE(segment, 5);
    this.#gathered.length = PUT_HEAD_BYTES;
    this.#shrink();
    hub.send(Op.data, this.#queue, 0, put.bytes.subarray(0, put.length));
    sealFull();
  }

  #append(item: unknown, start: number): readonly number[] {
    try {
      return appendItem(this.#gathered, item, 'item');
    } catch (error) {
      this.#gathered.length = start;
      throw error;
    }
  }

  /** Keeps the last item for the next write, in which are only large ones or only others. */
  #gather(start: number, isLarge: boolean): void {
    if (this.#count > 0 && isLarge !== this.#isLarge) {
      const item = Buffer.from(this.#cutOff(start));
      this.leave();
      const offset = this.#gathered.grow(item.length); // may put another buffer in place
      this.#gathered.bytes.set(item, offset);
    }
    this.#isLarge = isLarge;
    if (this.#count++ === 0) hub.gathered(this.leave);
  }

  /** With the objects that are in it: the hub must know of them, so that they are there when the item arrives. */
  #putAlone(start: number, objects: readonly number[]): void {
    const item = this.#cutOff(start);
    this.leave();
    this.#sendOne(item, objects);
    this.#shrink();
  }

  /** @returns The last item, which does not leave with the others. */
  #cutOff(start: number): Uint8Array {
    const item = this.#gathered.bytes.subarray(start, this.#gathered.length);
    this.#gathered.length = start;
    return item;
  }

  #sendOne(item: Uint8Array, objects: readonly number[]): void {
    const place = item.length < STORED_FROM_BYTES ? null : store(item.subarray(HEAD_BYTES));
    if (place === null) return this.#send(item, objects);
    const stored = emptied(0);
    appendPlace(stored, item[4] as number, place);
    this.#send(stored.bytes.subarray(0, stored.length), [place.segment, ...objects]);
    sealFull();
  }

  #send(item: Uint8Array, objects: readonly number[]): void {
    const head = Buffer.allocUnsafe(PUT_HEAD_BYTES + objects.length * 8);
    head[0] = PUT_WITH_OBJECTS;
    head.writeUInt32LE(objects.length, 1);
    for (const [i, object] of objects.entries()) head.writeDoubleLE(object, PUT_HEAD_BYTES + i * 8);
    hub.send(Op.data, this.#queue, 0, Buffer.concat([head, item])); // a copy: the gathered bytes are used again
  }

  #shrink(): void {
    if (this.#gathered.bytes.length > LARGE_BYTES && this.#count === 0) this.#gathered = emptied(PUT_HEAD_BYTES);
  }
}

function emptied(headBytes: number): ByteGatherer {
  const gatherer = new ByteGatherer();
  gatherer.length = headBytes;
  return gatherer;
}

/** What is sent of stored items, made anew each time. */
const places = emptied(PUT_STORED_HEAD_BYTES);
