/**
 * The bytes that Values and Arrays send (`Op.data`). Elements are as they are in memory.
 *
 *     hub → process:  answer   u32 generation · u32 first · result (an element) · elements lent, from `first` on
 *                     slice    elements
 *     process → hub:  changes  u8 returned · u32 generation · u32 first · elements
 *
 * Generation 0: nothing is lent.
 */
export const ANSWER_HEAD_BYTES = 8;
export const CHANGES_HEAD_BYTES = 9;

/** So many elements of an array are lent at a time. */
export const LENT_ELEMENTS = 512;

export function answer(generation: number, first: number, result: Uint8Array, lent: Uint8Array): Buffer {
  const payload = Buffer.allocUnsafe(ANSWER_HEAD_BYTES + result.length + lent.length);
  payload.writeUInt32LE(generation, 0);
  payload.writeUInt32LE(first, 4);
  payload.set(result, ANSWER_HEAD_BYTES);
  payload.set(lent, ANSWER_HEAD_BYTES + result.length);
  return payload;
}

export function changes(returned: boolean, generation: number, first: number, elements: Uint8Array): Buffer {
  const payload = Buffer.allocUnsafe(CHANGES_HEAD_BYTES + elements.length);
  payload[0] = returned ? 1 : 0;
  payload.writeUInt32LE(generation, 1);
  payload.writeUInt32LE(first, 5);
  payload.set(elements, CHANGES_HEAD_BYTES);
  return payload;
}
