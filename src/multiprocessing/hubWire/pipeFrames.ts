/**
 * What the two sides of a pipe's end agree on. Its messages are items, as of a queue (queueFrames.ts); two processes that
 * are linked (linkState.ts, pipeLink.ts) send them to each other:
 *
 *     process → process:  direct    f64 taken · u32 doubtful · u32 slot · u32 serial · u32 count · items
 *     process → hub:      returned  u8 kind · f64 number · u32 doubtful · u32 slot · u32 serial · a put
 *
 * Items on a link are numbered from 0, in each direction. `taken`: all before that number have been handed out; `doubtful`:
 * so many more may have been, of which the mark tells how many (marks.ts).
 */
import { readMarkName, writeMarkName, type Mark } from './marks.ts';

/** How many of what it has been sent by a link a process has handed out. */
export interface Taken {
  /** All before that number. */
  readonly number: number;
  /** And it may have handed out so many more: that one, and those that it has told of ahead. */
  readonly doubtful: number;
  /** Where it tells how many of them, if it does. */
  readonly mark: Mark | null;
}

/** So much may be under way in one direction until `send` waits. */
export const PIPE_BYTES = 1024 * 1024;

/** The hub's answer to `send`, when nobody has the other end any more. */
export const BROKEN = 'broken';
/** The hub's answer to `recv` and `poll`, when what comes next comes by the link. */
export const SWITCHED = 'switched';

/** Kinds of what is returned: what a process has sent by the link and the other has not taken, and what it has not taken. */
export const KEPT = 16;
export const RECEIVED = 17;
export const RETURNED_HEAD_BYTES = 21;

export const DIRECT_HEAD_BYTES = 24;

export function directHead(target: Buffer, taken: Taken, count: number): Buffer {
  writeTaken(target, taken, 0);
  target.writeUInt32LE(count, 20);
  return target;
}

export function takenInDirect(message: Buffer): Taken {
  return readTaken(message, 0);
}

export function countInDirect(message: Buffer): number {
  return message.readUInt32LE(20);
}

export function returnedHead(kind: number, taken: Taken): Buffer {
  const head = Buffer.allocUnsafe(RETURNED_HEAD_BYTES);
  head[0] = kind;
  writeTaken(head, taken, 1);
  return head;
}

export function takenInReturned(returned: Buffer): Taken {
  return readTaken(returned, 1);
}

function writeTaken(target: Buffer, { number, doubtful, mark }: Taken, at: number): void {
  target.writeDoubleLE(number, at);
  target.writeUInt32LE(doubtful, at + 8);
  writeMarkName(target, mark, at + 12);
}

function readTaken(source: Buffer, at: number): Taken {
  return {
    number: source.readDoubleLE(at),
    doubtful: source.readUInt32LE(at + 8),
    mark: readMarkName(source, at + 12),
  };
}
