/** Reads items that others have put into shared memory (itemStore.ts), several that lie one behind the other at once. */
import { closeSync, openSync, readSync } from 'node:fs';
import { hub } from './hubClient/hubClient.ts';
import { storeFolder } from './hubClient/hubPlace.ts';
import { HUB } from './hubWire/frames.ts';
import { segmentFile, SEGMENT_BYTES, type Place } from './segments.ts';

/** Bytes, of which an item's content is a part, or all. */
export interface Content {
  readonly bytes: Buffer;
  readonly start: number;
}

/** What is read together. Not more, so that the processor still has it at hand when the last of it is looked at. */
export const READ_TOGETHER_BYTES = 64 * 1024;

/** What was read together, and where in its segment: from what has not been asked for yet to the end. */
let together = Buffer.alloc(0);
let readSegment = -1;
let readFrom = 0;
let unasked = 0;
let readEnd = 0;

/** The content of an item that was read together with one in front of it; null if it was not. */
export function readAlready({ segment, offset, length }: Place): Content | null {
  if (segment !== readSegment || offset < unasked || offset + length > readEnd) return null;
  unasked = offset + length; // the segment may be filled anew when all of it has been read
  done(segment);
  return { bytes: together, start: offset - readFrom };
}

/**
 * Reads an item, and says that this process is done with it.
 * @param until In its segment, where what this process is going to read next ends; nobody else may come to have that.
 * @returns Memory of the item's own if it is large; the others' is used again for what is read next.
 */
export function readStored(place: Place, until: number): Content {
  const { segment, offset, length } = place;
  const isLarge = length > READ_TOGETHER_BYTES;
  const bytes = isLarge ? Buffer.allocUnsafeSlow(length) : memory();
  forgetRead();
  readFully(segment, bytes, (isLarge ? offset + length : until) - offset, offset);
  if (isLarge) {
    if (length > SEGMENT_BYTES) close(segment);
  } else [readSegment, readFrom, unasked, readEnd] = [segment, offset, offset + length, until];
  done(segment);
  return { bytes, start: 0 };
}

/** What was read and has not been asked for will not be: others may have it. */
export function forgetRead(): void {
  readSegment = -1;
}

/** Only where it is needed. */
function memory(): Buffer {
  if (together.length === 0) together = Buffer.allocUnsafeSlow(READ_TOGETHER_BYTES);
  return together;
}

function readFully(segment: number, bytes: Buffer, length: number, offset: number): void {
  const fd = opened(segment);
  for (let read = 0; read < length;) {
    const count = readSync(fd, bytes, read, length - read, offset + read);
    if (count === 0) throw new Error('the item is not in shared memory any more');
    read += count;
  }
}

/** Files that this process has read from; an open one keeps the memory of a removed one. */
const MOST_OPEN = 8;
const open = new Map<number, number>();

function opened(segment: number): number {
  const known = open.get(segment);
  if (known !== undefined) return known;
  for (const oldest of open.keys()) if (open.size >= MOST_OPEN) close(oldest);
  const fd = openSync(segmentFile(storeFolder() ?? '', segment), 'r');
  open.set(segment, fd);
  return fd;
}

function close(segment: number): void {
  const fd = open.get(segment);
  if (fd !== undefined) closeSync(fd);
  open.delete(segment);
}

/** References to segments that this process has to give up. */
const finished = new Map<number, number>();
const MOST_FINISHED = 32;
let unsaid = 0;
let isEndAwaited = false;

/** The hub hears it with whatever is said next, or at the end of this turn. */
function done(segment: number): void {
  finished.set(segment, (finished.get(segment) ?? 0) + 1);
  if (++unsaid >= MOST_FINISHED) release();
  if (isEndAwaited) return;
  isEndAwaited = true;
  process.nextTick(() => {
    isEndAwaited = false;
    release();
    hub.flush();
  });
}

function release(): void {
  for (const [segment, count] of finished) hub.say(HUB, 'release', segment, count);
  finished.clear();
  unsaid = 0;
}
