/** Gathers what is put into a queue: the items of a run (run.ts) leave together. */
import { hub } from './hubClient/hubClient.ts';
import { Op } from './hubWire/frames.ts';
import { PUT, PUT_HEAD_BYTES, PUT_WITH_OBJECTS } from './hubWire/queueFrames.ts';
import { appendItem, ByteGatherer, storedItem } from './items.ts';
import { Run } from './run.ts';
import { sealFull, STORED_FROM_BYTES } from './itemStore.ts';

const GATHER_BYTES = 32 * 1024;
/** Memory that is not kept for the next item. */
const LARGE_BYTES = 1024 * 1024;

export class QueueSender {
  readonly #queue: number;
  #gathered = new ByteGatherer();
  #count = 0;
  readonly #run = new Run(() => {
    this.leave();
    hub.flush();
  });

  constructor(queue: number) {
    this.#queue = queue;
    this.#begin();
  }

  /** @returns How many bytes it has. @throws PicklingError when the item cannot travel. */
  put(item: unknown): number {
    const start = this.#gathered.length;
    const objects = this.#append(item, start);
    const bytes = this.#gathered.length - start;
    if (objects.length > 0 || bytes >= STORED_FROM_BYTES) this.#sendAlone(objects, start);
    else if (this.#count++ === 0) hub.gathered(this.leave);
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
    if (this.#count === 0) return;
    const { bytes, length } = this.#gathered;
    bytes[0] = PUT;
    bytes.writeUInt32LE(this.#count, 1);
    this.#count = 0;
    if (length > GATHER_BYTES) this.#gathered = new ByteGatherer(); // the bytes are on their way
    this.#begin();
    hub.send(Op.data, this.#queue, 0, bytes.subarray(0, length));
  };

  #begin(): void {
    this.#gathered.length = PUT_HEAD_BYTES;
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
  #sendAlone(objects: readonly number[], start: number): void {
    const item = this.#gathered.bytes.subarray(start, this.#gathered.length);
    this.#gathered.length = start;
    this.leave();
    this.#sendOne(item, objects);
    if (this.#gathered.bytes.length > LARGE_BYTES) this.#gathered = emptied();
  }

  #sendOne(bytes: Uint8Array, objects: readonly number[]): void {
    const { item, segment } = storedItem(bytes);
    const all = segment === null ? objects : [segment, ...objects];
    const head = Buffer.allocUnsafe(PUT_HEAD_BYTES + all.length * 8);
    head[0] = PUT_WITH_OBJECTS;
    head.writeUInt32LE(all.length, 1);
    for (const [i, object] of all.entries()) head.writeDoubleLE(object, PUT_HEAD_BYTES + i * 8);
    hub.send(Op.data, this.#queue, 0, Buffer.concat([head, item])); // a copy: the gathered bytes are used again
    sealFull();
  }
}

function emptied(): ByteGatherer {
  const gatherer = new ByteGatherer();
  gatherer.length = PUT_HEAD_BYTES;
  return gatherer;
}
