/**
 * The bytes that queues send (`Op.data`): items, one behind the other as `u32 length · bytes`, behind a head.
 *
 *     process → hub:  put       u8 1 · u32 count · items
 *                     put       u8 2 · u32 n · f64 × n objects that are in it · one item
 *                     put       u8 4 · u32 count · f64 segment · items, each of which says where it is in the segment
 *                     claim     u8 3 · u32 generation · u32 count · u32 window · u32 slot · u32 serial
 *     hub → process:  delivery  u32 generation · f64 deadline · u32 count · items
 *
 * In a file that both have (claimMarks.ts), at each slot, how many of the claim with that serial have been handed out:
 *
 *                     mark      u32 serial · u32 handed out
 */
/** Added to the count of a delivery: its item is the first of those that were sent ahead before. */
export const AGAIN = 2 ** 31;
/** Added to the count of a delivery: nobody is left that could send more. */
export const ENDED = 2 ** 30;

export const PUT = 1;
export const PUT_WITH_OBJECTS = 2;
export const CLAIM = 3;
export const PUT_STORED = 4;

export const CLAIM_BYTES = 21;
export const PUT_HEAD_BYTES = 5;
export const PUT_STORED_HEAD_BYTES = 13;
export const DELIVERY_HEAD_BYTES = 16;

/** @param deadline Until when what was sent ahead may be claimed, on the shared clock. */
export function deliveryHead(generation: number, deadline: number, count: number): Buffer {
  const head = Buffer.allocUnsafe(DELIVERY_HEAD_BYTES);
  head.writeUInt32LE(generation, 0);
  head.writeDoubleLE(deadline, 4);
  head.writeUInt32LE(count, 12);
  return head;
}

export const MARK_BYTES = 8;

/** Where it is told how many of a claim have been handed out. */
export interface Mark {
  readonly slot: number;
  readonly serial: number;
}

/** Of a claim that is in the hands of the user as a whole. */
const NO_SLOT = 2 ** 32 - 1;

export function claim(generation: number, count: number, window: number, mark: Mark | null = null): Buffer {
  const payload = Buffer.allocUnsafe(CLAIM_BYTES);
  payload[0] = CLAIM;
  payload.writeUInt32LE(generation, 1);
  payload.writeUInt32LE(count, 5);
  payload.writeUInt32LE(window, 9);
  payload.writeUInt32LE(mark?.slot ?? NO_SLOT, 13);
  payload.writeUInt32LE(mark?.serial ?? 0, 17);
  return payload;
}

export function markIn(claim: Buffer): Mark | null {
  const slot = claim.readUInt32LE(13);
  return slot === NO_SLOT ? null : { slot, serial: claim.readUInt32LE(17) };
}

const written = Buffer.alloc(MARK_BYTES);

/** @returns The same bytes each time. */
export function markBytes(serial: number, handedOut: number): Buffer {
  written.writeUInt32LE(serial, 0);
  written.writeUInt32LE(handedOut, 4);
  return written;
}
