/**
 * What the two sides of a pipe's end agree on. Its messages are items, as of a queue (queueFrames.ts); two processes that
 * are linked (linkState.ts, pipeLink.ts) send them to each other:
 *
 *     process → process:  direct    f64 taken · u32 ahead · u32 count · items
 *     process → hub:      returned  u8 kind · f64 number · u32 doubtful · a put
 *
 * Items on a link are numbered from 0, in each direction. `taken`: all before that number have been handed out; `ahead`: so
 * many more may have been.
 */

/** So much may be under way in one direction until `send` waits. */
export const PIPE_BYTES = 1024 * 1024;

/** The hub's answer to `send`, when nobody has the other end any more. */
export const BROKEN = 'broken';
/** The hub's answer to `recv` and `poll`, when what comes next comes by the link. */
export const SWITCHED = 'switched';

/** Kinds of what is returned: what a process has sent by the link and the other has not taken, and what it has not taken. */
export const KEPT = 16;
export const RECEIVED = 17;
export const RETURNED_HEAD_BYTES = 13;

export const DIRECT_HEAD_BYTES = 16;

export function directHead(target: Buffer, taken: number, ahead: number, count: number): Buffer {
  target.writeDoubleLE(taken, 0);
  target.writeUInt32LE(ahead, 8);
  target.writeUInt32LE(count, 12);
  return target;
}

export function returnedHead(kind: number, number: number, doubtful: number): Buffer {
  const head = Buffer.allocUnsafe(RETURNED_HEAD_BYTES);
  head[0] = kind;
  head.writeDoubleLE(number, 1);
  head.writeUInt32LE(doubtful, 9);
  return head;
}
