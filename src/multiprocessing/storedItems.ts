/** Items of queues whose content is in shared memory (itemStore.ts): what is put, and got, is where it lies. */
import { isBytes, STORED } from './itemKinds.ts';
import { contentItem, readItem, type ByteGatherer } from './items.ts';
import { readStored, type Place } from './itemStore.ts';

const STORED_BYTES = 4 + 1 + 1 + 24;

/** Appends where an item lies, of which `appendItem` has written the kind and the content. */
export function appendPlace(target: ByteGatherer, kind: number, { segment, offset, length }: Place): void {
  const start = target.grow(STORED_BYTES);
  target.bytes.writeUInt32LE(STORED_BYTES - 4, start);
  target.bytes[start + 4] = STORED;
  target.bytes[start + 5] = kind;
  target.bytes.writeDoubleLE(segment, start + 6);
  target.bytes.writeDoubleLE(offset, start + 14);
  target.bytes.writeDoubleLE(length, start + 22);
}

/** As `readItem`, of an item that may be stored. */
export function readStoredItem(bytes: Buffer, start: number, end: number): unknown {
  if (bytes[start] !== STORED) return readItem(bytes, start, end);
  const [segment, offset, length] = [bytes.readDoubleLE(start + 2), bytes.readDoubleLE(start + 10), bytes.readDoubleLE(start + 18)]; // prettier-ignore
  const kind = bytes[start + 1] as number;
  return contentItem(kind, readStored({ segment, offset, length }, isBytes(kind)), length);
}
