/** Items of queues whose content is in shared memory (itemStore.ts): what is put, and got, is where it lies. */
import { STORED } from './itemKinds.ts';
import { contentItem, HEAD_BYTES, readItem, type ByteGatherer } from './items.ts';
import type { Place } from './segments.ts';
import { readAlready, READ_TOGETHER_BYTES, readStored } from './storeReader.ts';

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

/**
 * As `readItem`, of an item that may be stored.
 * @param following How many of the items behind it in `bytes` this process is going to read next, whatever happens.
 */
export function readStoredItem(bytes: Buffer, start: number, end: number, following: number): unknown {
  if (bytes[start] !== STORED) return readItem(bytes, start, end);
  const place = placeAt(bytes, start);
  const content = readAlready(place) ?? readStored(place, endOfRun(bytes, end, following, place));
  return contentItem(bytes[start + 1] as number, content.bytes, content.start, content.start + place.length);
}

function placeAt(bytes: Buffer, start: number): Place {
  return {
    segment: bytes.readDoubleLE(start + 2),
    offset: bytes.readDoubleLE(start + 10),
    length: bytes.readDoubleLE(start + 18),
  };
}

/** @returns Where the last of those ends that lie one behind the other, as they were put, and can be read together. */
function endOfRun(bytes: Buffer, next: number, following: number, first: Place): number {
  let end = first.offset + first.length;
  for (let left = following; left > 0; left--) {
    const start = next + 4;
    next = start + bytes.readUInt32LE(next);
    if (bytes[start] !== STORED) break;
    const { segment, offset, length } = placeAt(bytes, start);
    if (segment !== first.segment || offset !== end + HEAD_BYTES) break;
    if (offset + length - first.offset > READ_TOGETHER_BYTES) break;
    end = offset + length;
  }
  return end;
}
