/**
 * Arrays of bytes, as a chunk of large arguments is: `u32 count`, of each `u8 kind · u32 length`, then the bytes of all.
 * As text, bytes are a third longer and pass through several hands.
 */
import { BUFFER, BYTES } from './itemKinds.ts';

const HEAD = 4;
const ENTRY = 1 + 4;

/** Not of a derived class. */
export function isPlainBytes(item: unknown): item is Uint8Array {
  if (!(item instanceof Uint8Array)) return false;
  const prototype = Object.getPrototypeOf(item) as unknown;
  return prototype === Buffer.prototype || prototype === Uint8Array.prototype;
}

export const bytesKind = (item: Uint8Array): number => (item instanceof Buffer ? BUFFER : BYTES);

/** Whether all items are bytes, and none is there twice, which the other side shall see as one. */
export function isBytesArray(value: readonly unknown[]): value is readonly Uint8Array[] {
  if (!isPlainBytes(value[0]) || Object.getPrototypeOf(value) !== Array.prototype) return false;
  return value.every((item) => isPlainBytes(item)) && new Set(value).size === value.length;
}

export function bytesArrayLength(value: readonly Uint8Array[]): number {
  return value.reduce((sum, { length }) => sum + length, HEAD + value.length * ENTRY);
}

export function writeBytesArray(value: readonly Uint8Array[], target: Buffer, offset: number): void {
  target.writeUInt32LE(value.length, offset);
  let entry = offset + HEAD;
  let at = entry + value.length * ENTRY;
  for (const item of value) {
    target[entry] = bytesKind(item);
    target.writeUInt32LE(item.length, entry + 1);
    target.set(item, at);
    entry += ENTRY;
    at += item.length;
  }
}

/** @returns Each in a memory of its own. @throws RangeError when there are fewer bytes than it says. */
export function readBytesArray(bytes: Buffer, start: number, end: number): Uint8Array[] {
  const count = bytes.readUInt32LE(start);
  let entry = start + HEAD;
  let at = entry + count * ENTRY;
  if (at > end) throw new RangeError(`an array of ${count} items does not fit into ${end - start} bytes`);
  return Array.from({ length: count }, () => {
    const [kind, length] = [bytes[entry], bytes.readUInt32LE(entry + 1)];
    if (at + length > end) throw new RangeError('an item of an array is longer than its message');
    const own = Uint8Array.prototype.slice.call(bytes, at, at + length);
    entry += ENTRY;
    at += length;
    return kind === BUFFER ? Buffer.from(own.buffer) : new Uint8Array(own.buffer);
  });
}
