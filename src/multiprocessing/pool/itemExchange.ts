/** One side's part in how large items pass between a pool and a worker: through shared files, once both have them. */
import { contentItem, type ByteGatherer } from '../items.ts';
import { Both, itemOffset } from './frameKinds.ts';
import { appendNote, appendOffer, appendWord, readNumber, readOffer } from './frames.ts';
import type { Frame } from './frameReader.ts';
import { IncomingFile, OutgoingFile, STORED_FROM_BYTES } from './sharedFile.ts';

/** In place of an item's kind: `u8 255 · u8 kind · u32 offset · u32 length`. */
const STORED = 255;
const PLACE_BYTES = 10;

export class ItemExchange {
  /** undefined: nothing large has been sent. */
  #outgoing: OutgoingFile | null | undefined;
  #incoming: IncomingFile | null = null;
  #isOffered = false;

  /**
   * Moves the item that has been appended last to the file, if it is large.
   * @param itemStart Where its length stands.
   * @param key By which `release` knows it.
   */
  moveOut(to: ByteGatherer, itemStart: number, key: number): void {
    const length = to.bytes.readUInt32LE(itemStart) - 1;
    if (length < STORED_FROM_BYTES) return;
    if (this.#outgoing === undefined) this.#outgoing = OutgoingFile.create();
    if (this.#outgoing?.isShared !== true) return;
    const place = this.#outgoing.write(to.bytes.subarray(itemStart + 5, itemStart + 5 + length), key);
    if (place === null) return;
    const kind = to.bytes[itemStart + 4] as number;
    to.bytes.writeUInt32LE(PLACE_BYTES, itemStart);
    to.bytes[itemStart + 4] = STORED;
    to.bytes[itemStart + 5] = kind;
    to.bytes.writeUInt32LE(place.offset, itemStart + 6);
    to.bytes.writeUInt32LE(place.length, itemStart + 10);
    to.length = itemStart + 4 + PLACE_BYTES;
  }

  /** Behind a frame: offers the file to the other side, when there has come to be one. */
  offer(to: ByteGatherer): void {
    if (this.#isOffered || !this.#outgoing) return;
    this.#isOffered = true;
    appendOffer(to, process.pid, this.#outgoing.fd);
  }

  /** @param answer Where what is to be said to that is appended. @returns Whether the frame was for the exchange. */
  received({ bytes }: Frame, answer: ByteGatherer): boolean {
    switch (bytes[0] as number) {
      case Both.offer:
        this.#incoming = IncomingFile.open(...readOffer(bytes));
        if (this.#incoming !== null) appendWord(answer, Both.accept);
        return true;
      case Both.accept:
        if (this.#outgoing) this.#outgoing.isShared = true;
        return true;
      case Both.read:
        this.release(readNumber(bytes));
        return true;
      default:
        return false;
    }
  }

  /** @returns The item, if it is in the file; undefined: it is in the frame. */
  fetch({ bytes }: Frame): { readonly item: unknown } | undefined {
    const offset = itemOffset(bytes[0] as number);
    if (bytes[offset] !== STORED || this.#incoming === null) return undefined;
    const place = { offset: bytes.readUInt32LE(offset + 2), length: bytes.readUInt32LE(offset + 6) };
    return { item: contentItem(bytes[offset + 1] as number, this.#incoming.read(place)) };
  }

  /** Says that the item with that key has been fetched. */
  confirm(to: ByteGatherer, key: number): void {
    appendNote(to, Both.read, key);
  }

  /** How much of the file the item takes. */
  bytesOf(key: number): number {
    return this.#outgoing?.bytesOf(key) ?? 0;
  }

  /** Nobody reads the item any more. */
  release(key: number): void {
    this.#outgoing?.release(key);
  }

  close(): void {
    this.#outgoing?.close();
    this.#incoming?.close();
  }
}
