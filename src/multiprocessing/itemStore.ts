/**
 * Large items go through files in shared memory where there is some (Linux): the one writes them there, the other reads
 * them (storeReader.ts), and only the place goes through the hub. A process fills segments, one after the other, and
 * fills one anew when all that was in it has been read.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { HUB, Op } from './hubWire/frames.ts';
import { hub, type HubListener } from './hubClient/hubClient.ts';
import { storeFolder } from './hubClient/hubPlace.ts';
import { Backlog } from './backlog.ts';
import { newObjectId } from './objectId.ts';
import { segmentFile, SEGMENT_BYTES, type Place } from './segments.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

/** Smaller items are as fast on their way through the hub. */
export const STORED_FROM_BYTES = 6 * 1024;
/** Without room in the memory, how long it is not tried again. */
const FULL_FOR_MS = 1_000;

/** A file that this process fills. */
class Segment implements HubListener {
  readonly id = newObjectId();
  readonly size: number;
  readonly #fd: number;
  #used = 0;

  constructor(folder: string, size: number) {
    this.size = size;
    const file = segmentFile(folder, this.id);
    this.#fd = openSync(file, 'wx', 0o600);
    hub.listen(this.id, this);
    hub.say(HUB, 'create', this.id, 'Segment', null, file);
  }

  hasRoomFor(bytes: number): boolean {
    return this.#used + bytes <= this.size;
  }

  /** @throws When the memory is full. */
  write(bytes: Uint8Array): Place {
    const offset = this.#used;
    for (let written = 0; written < bytes.length;)
      written += writeSync(this.#fd, bytes, written, bytes.length - written, offset + written);
    this.#used += bytes.length;
    return { segment: this.id, offset, length: bytes.length };
  }

  /** Nothing comes into it any more. */
  seal(): void {
    filled.set(this.id, this);
    backlog.filled();
    hub.sendBehind(Op.note, this.id, 0, '["sealed"]'); // not before what was put into it
  }

  /** All that was in it has been read. */
  note(method: string): void {
    if (method !== 'free') return;
    filled.delete(this.id);
    backlog.read();
    this.#used = 0;
    if (this.size === SEGMENT_BYTES && free.length < MOST_FREE) free.push(this);
    else this.#drop();
  }

  #drop(): void {
    closeSync(this.#fd);
    hub.unlisten(this.id);
    hub.sendBehind(Op.note, HUB, 0, JSON.stringify(['release', this.id, 1]));
    hub.flushSoon();
  }
}

const MOST_FREE = 4;
/** Held here, since the hub's client only knows whom it may tell. */
const filled = new Map<number, Segment>();
const free: Segment[] = [];
const backlog = new Backlog();
let current: Segment | null = null;
let fullUntil = 0;

/** @returns Where it is; null when there is no shared memory, or no room in it. */
export function store(bytes: Uint8Array): Place | null {
  const folder = storeFolder();
  if (folder === null || !hub.isConnected || sharedClock() < fullUntil) return null;
  try {
    return segmentFor(folder, bytes.length).write(bytes);
  } catch {
    fullUntil = sharedClock() + FULL_FOR_MS; // they take the way through the hub
    return null;
  }
}

/** To be called when the item's place has been sent. */
export function sealFull(): void {
  if (current === null || current.hasRoomFor(STORED_FROM_BYTES)) return;
  current.seal();
  current = null;
}

/** What whoever stores one item after the other had better wait for; null for nothing. */
export function storeRoom(): Promise<void> | null {
  return backlog.room();
}

function segmentFor(folder: string, bytes: number): Segment {
  if (current?.hasRoomFor(bytes) === true) return current;
  current?.seal();
  current = bytes > SEGMENT_BYTES ? null : (free.pop() ?? null);
  return (current ??= new Segment(folder, Math.max(bytes, SEGMENT_BYTES)));
}
