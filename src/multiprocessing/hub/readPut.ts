import { owned } from '../hubWire/incoming.ts';
import { PUT, PUT_STORED, PUT_STORED_HEAD_BYTES, PUT_WITH_OBJECTS } from '../hubWire/queueFrames.ts';
import { ItemChunk } from './itemChunk.ts';

/** The items that a process has put: see queueFrames.ts. @returns null when that is not what it is. */
export function readPut(payload: Buffer): ItemChunk | null {
  if (payload.length < 5) return null;
  const count = payload.readUInt32LE(1);
  if (payload[0] === PUT) return new ItemChunk(owned(payload.subarray(5)), count);
  if (payload[0] === PUT_STORED && payload.length >= PUT_STORED_HEAD_BYTES)
    return new ItemChunk(owned(payload.subarray(PUT_STORED_HEAD_BYTES)), count, [payload.readDoubleLE(5)]);
  const itemStart = 5 + count * 8;
  if (payload[0] !== PUT_WITH_OBJECTS || payload.length < itemStart) return null;
  const objects = Array.from({ length: count }, (_, i) => payload.readDoubleLE(5 + i * 8));
  return new ItemChunk(owned(payload.subarray(itemStart)), 1, objects);
}
