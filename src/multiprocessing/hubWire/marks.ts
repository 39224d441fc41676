/**
 * Of items that a process has claimed together, how many it has handed out: written where the hub reads it when the process
 * has been killed. It is written in one of two places: in a file that both have, at the claim's slot,
 *
 *                     mark      u32 serial · u32 handed out
 *
 * or as the offset of an open file that both have (fileOffset.ts): serial × 1024 + handed out.
 */
export interface Mark {
  readonly slot: number;
  /** Of the claim: rises, so that what is read tells whether it is of an earlier or a later one. */
  readonly serial: number;
}

export interface MarkValue {
  readonly serial: number;
  readonly handedOut: number;
}

/** Of a claim that is in the hands of the user as a whole. */
const NO_SLOT = 2 ** 32 - 1;
/** Of a claim whose mark is the offset that the process has been lent. */
export const OFFSET_SLOT = 2 ** 32 - 2;

export const MARK_BYTES = 8;

/** In a message: `u32 slot · u32 serial`. */
export function writeMarkName(target: Buffer, mark: Mark | null, at: number): void {
  target.writeUInt32LE(mark?.slot ?? NO_SLOT, at);
  target.writeUInt32LE(mark?.serial ?? 0, at + 4);
}

export function readMarkName(source: Buffer, at: number): Mark | null {
  const slot = source.readUInt32LE(at);
  return slot === NO_SLOT ? null : { slot, serial: source.readUInt32LE(at + 4) };
}

/** More than can be claimed together. With the serials no offset is larger than any file system allows. */
const COUNTS = 2 ** 10;
const SERIAL_BITS = 20;

export function nextSerial(serial: number): number {
  return (serial + 1) & (2 ** SERIAL_BITS - 1);
}

const written = Buffer.alloc(MARK_BYTES);

/** @returns The same bytes each time. */
export function markBytes(serial: number, handedOut: number): Buffer {
  written.writeUInt32LE(serial, 0);
  written.writeUInt32LE(handedOut, 4);
  return written;
}

export function markInBytes(bytes: Buffer, at = 0): MarkValue {
  return { serial: bytes.readUInt32LE(at), handedOut: bytes.readUInt32LE(at + 4) };
}

export function markOffset(serial: number, handedOut: number): number {
  return serial * COUNTS + handedOut;
}

export function markInOffset(offset: number): MarkValue {
  return { serial: Math.floor(offset / COUNTS), handedOut: offset % COUNTS };
}

/**
 * @param count How many were claimed.
 * @returns How many of them have been handed out, by what stands where they are marked.
 */
export function handedOutOf({ serial }: Mark, count: number, read: MarkValue): number {
  const unused = 32 - SERIAL_BITS;
  const later = ((read.serial - serial) << unused) >> unused;
  if (later !== 0) return later < 0 ? 0 : count; // the place has been used for another since: it was done with this
  return Math.min(count, read.handedOut);
}
