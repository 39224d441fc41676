/** Gathers what is put into a queue: the items of a run (run.ts) leave together. */
import { hub } from './hubClient/hubClient.ts';
import { Op } from './hubWire/frames.ts';
import { PUT, PUT_HEAD_BYTES, PUT_STORED, PUT_STORED_HEAD_BYTES, PUT_WITH_OBJECTS } from './hubWire/queueFrames.ts';
import { appendItem, ByteGatherer } from './items.ts';
import { appendPlace } from './storedItems.ts';
import { sealFull, store, STORED_FROM_BYTES } from './itemStore.ts';
import { Run } from './run.ts';

const GATHER_BYTES = 32 * 1024;
/** Memory that is not kept for the next item. */
const LARGE_BYTES = 1024 * 1024;

export class QueueSender {
  readonly #queue: number;
  #gathered = emptied(PUT_HEAD_BYTES);
  #count = 0;
  /** The places of items that lie in one segment. When there are some, there is nothing in `gathered`. */
  readonly #stored = emptied(PUT_STORED_HEAD_BYTES);
  #storedCount = 0;
  #segment = 0;
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
    else if (bytes >= STORED_FROM_BYTES) this.#putLarge(start);
    else {
      this.#leaveStored();
      if (this.#count++ === 0) hub.gathered(this.leave);
    }
    this.#run.next(this.#gathered.length > GATHER_BYTES);
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
    this.#leaveGathered();
    this.#leaveStored();
  };

  #leaveGathered(): void {
    if (this.#count === 0) return;
    const { bytes, length } = this.#gathered;
    bytes[0] = PUT;
    bytes.writeUInt32LE(this.#count, 1);
    this.#count = 0;
    if (length > GATHER_BYTES)
      this.#gathered = emptied(PUT_HEAD_BYTES); // the bytes are on their way
    else this.#gathered.length = PUT_HEAD_BYTES;
    hub.send(Op.data, this.#queue, 0, bytes.subarray(0, length));
  }

  #leaveStored(): void {
    if (this.#storedCount === 0) return;
    const { bytes, length } = this.#stored;
    bytes[0] = PUT_STORED;
    bytes.writeUInt32LE(this.#storedCount, 1);
    bytes.writeDoubleLE(this.#segment, 5);
    this.#storedCount = 0;
    this.#stored.length = PUT_STORED_HEAD_BYTES;
    hub.send(Op.data, this.#queue, 0, bytes.subarray(0, length));
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

  /** With the objects that are in it: the hub must know of them, so that they are there when the item arrives. */
  #putAlone(start: number, objects: readonly number[]): void {
    const item = this.#cutOff(start);
    this.leave();
    this.#sendOne(item, objects);
    this.#shrink();
  }

  /** Into shared memory, if there is some with room. */
  #putLarge(start: number): void {
    const item = this.#cutOff(start);
    const place = store(item.subarray(5));
    this.#leaveGathered();
    if (place === null) this.#send(item, []);
    else {
      if (place.segment !== this.#segment) this.#leaveStored();
      this.#segment = place.segment;
      appendPlace(this.#stored, item[4] as number, place);
      if (this.#storedCount++ === 0) hub.gathered(this.leave);
    }
    this.#shrink();
  }

  /** @returns The last item, which does not leave with the others. */
  #cutOff(start: number): Uint8Array {
    const item = this.#gathered.bytes.subarray(start, this.#gathered.length);
    this.#gathered.length = start;
    return item;
  }

  #sendOne(item: Uint8Array, objects: readonly number[]): void {
    const place = item.length < STORED_FROM_BYTES ? null : store(item.subarray(5));
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
