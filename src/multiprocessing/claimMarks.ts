/**
 * Of items that are claimed together, how many have been handed out: written where the hub reads it when this process has
 * been killed, so that what it had not come to goes to others.
 */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { hub } from './hubClient/hubClient.ts';
import { storeFolder } from './hubClient/hubPlace.ts';
import { HUB } from './hubWire/frames.ts';
import { MARK_BYTES, markBytes, type Mark } from './hubWire/queueFrames.ts';
import { newObjectId } from './objectId.ts';

/** Of what a receiver has claimed together. */
export class ClaimMark implements Mark {
  readonly slot: number;
  readonly serial = nextSerial();
  #handedOut = 0;

  private constructor(slot: number) {
    this.slot = slot;
  }

  /** Before the claim is sent. @returns Null where there is no shared memory, or no room in it. */
  static open(): ClaimMark | null {
    const slot = freeSlots.pop() ?? newSlot();
    return slot === null ? null : new ClaimMark(slot);
  }

  /** Before an item is. */
  handsOut(): void {
    write(this.slot, this.serial, ++this.#handedOut);
  }

  /** All that was claimed has been handed out, or given back. */
  close(): void {
    freeSlots.push(this.slot);
  }
}

/** Rises, so that what stands in a slot tells whether that was claimed earlier or later. */
let lastSerial = 0;

function nextSerial(): number {
  return (lastSerial = (lastSerial + 1) >>> 0);
}

const freeSlots: number[] = [];
let slots = 0;

/** What is written into it later has its place. */
function newSlot(): number | null {
  if (marksFile() === null) return null;
  try {
    write(slots, 0, 0);
    return slots++;
  } catch {
    return null; // the memory is full
  }
}

function write(slot: number, serial: number, handedOut: number): void {
  writeSync(marksFile() as number, markBytes(serial, handedOut), 0, MARK_BYTES, slot * MARK_BYTES);
}

/** Its descriptor. Undefined: not tried yet. */
let file: number | null | undefined;

function marksFile(): number | null {
  if (file === undefined) file = newFile();
  return file;
}

/** The hub opens it, and removes its name. */
function newFile(): number | null {
  const folder = storeFolder();
  if (folder === null) return null;
  try {
    const path = join(folder, `claimed-${newObjectId()}`);
    const descriptor = openSync(path, 'wx', 0o600);
    hub.say(HUB, 'marks', path);
    return descriptor;
  } catch {
    return null;
  }
}
