/** One side's part in how large items pass between a pool and a worker: through shared files, once both have them. */
import { bytesKind, isPlainBytes } from '../bytesArrays.ts';
import { contentItem, type ByteGatherer } from '../items.ts';
import { Both, itemOffset } from './frameKinds.ts';
import { appendNote, appendOffer, appendWord, readNumber, readOffer } from './frames.ts';
import type { Frame } from './frameReader.ts';
import { IncomingFile, OutgoingFile, STORED_FROM_BYTES, type Place } from './sharedFile.ts';

/** In place of an item's kind: `u8 255 · u8 kind · u32 offset · u32 length`. */
const STORED = 255;
const PLACE_BYTES = 10;

export class ItemExchange {
  /** undefined: nothing large has been sent. */
  #outgoing: OutgoingFile | null | undefined;
  #incoming: IncomingFile | null = null;
  #isOffered = false;

  /**
   * Appends a large item of bytes, which are written to the file at once, and nowhere else.
   * @param key By which `release` knows it.
   * @returns Whether it has; not when it is another item, or cannot be in the file.
   */
  appendStored(to: ByteGatherer, item: unknown, key: number): boolean {
    const place = isPlainBytes(item) ? this.#store(item, key) : null;
    if (place === null) return false;
    appendPlace(to, bytesKind(item as Uint8Array), place);
    return true;
  }

  /**
   * Moves the item that has been appended last to the file, if it is large.
   * @param itemStart Where its length stands.
   */
  moveOut(to: ByteGatherer, itemStart: number, key: number): void {
    const place = this.#store(to.bytes.subarray(itemStart + 5, to.length), key);
    if (place === null) return;
    to.length = itemStart;
    appendPlace(to, to.bytes[itemStart + 4] as number, place);
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

  #store(bytes: Uint8Array, key: number): Place | null {
    if (bytes.length < STORED_FROM_BYTES) return null;
    if (this.#outgoing === undefined) this.#outgoing = OutgoingFile.create();
    return this.#outgoing?.isShared === true ? this.#outgoing.write(bytes, key) : null;
  }
}

function appendPlace(to: ByteGatherer, kind: number, { offset, length }: Place): void {
  const start = to.grow(4 + PLACE_BYTES);
  to.bytes.writeUInt32LE(PLACE_BYTES, start);
  to.bytes[start + 4] = STORED;
  to.bytes[start + 5] = kind;
  to.bytes.writeUInt32LE(offset, start + 6);
  to.bytes.writeUInt32LE(length, start + 10);
}
