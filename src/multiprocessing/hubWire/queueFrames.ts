/**
 * The bytes that queues send (`Op.data`): items, one behind the other as `u32 length · bytes`, behind a head.
 *
 *     process → hub:  put       u8 1 · u32 count · items
 *                     put       u8 2 · u32 n · f64 × n objects that are in it · one item
 *                     put       u8 4 · u32 count · f64 segment · items, each of which says where it is in the segment
 *                     claim     u8 3 · u32 generation · u32 count · u32 window · u32 slot · u32 serial
 *     hub → process:  delivery  u32 generation · f64 deadline · u32 count · items
 */
import { readMarkName, writeMarkName, type Mark } from './marks.ts';

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

export function claim(generation: number, count: number, window: number, mark: Mark | null = null): Buffer {
  const payload = Buffer.allocUnsafe(CLAIM_BYTES);
  payload[0] = CLAIM;
  payload.writeUInt32LE(generation, 1);
  payload.writeUInt32LE(count, 5);
  payload.writeUInt32LE(window, 9);
  writeMarkName(payload, mark, 13);
  return payload;
}

export function markIn(claim: Buffer): Mark | null {
  return readMarkName(claim, 13);
}
