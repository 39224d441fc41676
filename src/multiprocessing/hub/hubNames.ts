import { Op } from './frames.ts';

/** Messages to the hub itself. */
export const HUB_OBJECT = { op: Op.note, id: 0 } as const;
