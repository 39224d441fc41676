/**
 * What a pool and its workers say to each other, each as `u32 length · u8 kind · content`; all numbers little-endian.
 *
 *     pool → worker:  hello     it is there; at once, since a worker waits for it
 *                     call      u32 number · text of the function (reduction.ts)
 *                     task      u32 chunk · u32 number of the function · u8 mode · f64 deadline · item (items.ts)
 *                     start     u32 chunk      it may be started, whatever its deadline
 *                     drop      u32 chunk      it is not the worker's any more
 *                     end       nothing comes any more
 *     worker → pool:  ready     the initializer has run
 *                     broken    failure        it has failed
 *                     result    u32 chunk · f32 ms · item
 *                     failure   u32 chunk · f32 ms · failure (remoteError.ts)
 *                     asking    u32 chunk      may it be started?
 *     either:         offer     u32 pid · u32 descriptor   of a file that large items will be in (itemExchange.ts)
 *                     accept    the file is open here, too
 *                     read      u32 chunk      its item has been taken out of the file
 */
export const Say = { call: 1, task: 2, start: 3, drop: 4, end: 5, hello: 6 } as const;
export const Answer = { ready: 11, broken: 12, result: 13, failure: 14, asking: 15 } as const;

export const Both = { offer: 21, accept: 22, read: 23 } as const;

/** Where the content of a task begins: behind kind, chunk, function, mode, deadline and the item's own length. */
export const TASK_HEAD = 1 + 4 + 4 + 1 + 8;
export const RESULT_HEAD = 1 + 4 + 4;
const ITEM_LENGTH = 4;

/** Where the item begins in a frame of that kind that has one; `call` and what is as long as it has none. */
export function itemOffset(kind: number): number {
  if (kind === Say.task) return TASK_HEAD + ITEM_LENGTH;
  return (kind === Answer.broken ? 1 : RESULT_HEAD) + ITEM_LENGTH;
}
