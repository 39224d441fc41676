/** Files in shared memory, which one process fills (itemStore.ts) and others read (storeReader.ts). */
import { join } from 'node:path';

/** Of all but those for a single larger item. */
export const SEGMENT_BYTES = 8 * 1024 * 1024;

/** Of an item's content. */
export interface Place {
  readonly segment: number;
  readonly offset: number;
  readonly length: number;
}

export function segmentFile(folder: string, segment: number): string {
  return join(folder, `items-${segment.toString(36)}`);
}
