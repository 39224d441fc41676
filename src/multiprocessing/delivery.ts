/** Items that a process has been sent, of which it reads one after the other. */
import { AGAIN, DELIVERY_HEAD_BYTES, ENDED } from './hubWire/queueFrames.ts';

export interface Delivery {
  readonly generation: number;
  readonly deadline: number;
  bytes: Buffer;
  offset: number;
  left: number;
  readonly again: boolean;
  readonly ended: boolean;
}

/** @param bytes As they come from the hub. */
export function deliveryIn(bytes: Buffer): Delivery {
  const count = bytes.readUInt32LE(12);
  return {
    generation: bytes.readUInt32LE(0),
    deadline: bytes.readDoubleLE(4),
    bytes,
    offset: DELIVERY_HEAD_BYTES,
    left: count % ENDED,
    again: count >= AGAIN,
    ended: count % AGAIN >= ENDED,
  };
}

/** Goes on to the next. @returns Where the item is. */
export function nextIn(delivery: Delivery): [start: number, end: number] {
  const start = delivery.offset + 4;
  const end = start + delivery.bytes.readUInt32LE(delivery.offset);
  delivery.offset = end;
  delivery.left--;
  return [start, end];
}
