/**
 * What a pool and its workers say to each other, each as `u32 length · u8 kind · content`; all numbers little-endian.
 *
 *     pool → worker:  call      u32 number · text of the function (reduction.ts)
 *                     task      u32 chunk · u32 number of the function · u8 mode · f64 deadline · item (items.ts)
 *                     start     u32 chunk      it may be started, whatever its deadline
 *                     drop      u32 chunk      it is not the worker's any more
 *                     end       nothing comes any more
 *     worker → pool:  ready     the initializer has run
 *                     broken    failure        it has failed
 *                     result    u32 chunk · f32 ms · item
 *                     failure   u32 chunk · f32 ms · failure (remoteError.ts)
 *                     asking    u32 chunk      may it be started?
 */
import { appendItem, type ByteGatherer } from '../items.ts';

export const Say = { call: 1, task: 2, start: 3, drop: 4, end: 5 } as const;
export const Answer = { ready: 1, broken: 2, result: 3, failure: 4, asking: 5 } as const;

/** Where the content of a task begins: behind kind, chunk, function, mode, deadline and the item's own length. */
const TASK_HEAD = 1 + 4 + 4 + 1 + 8;
const RESULT_HEAD = 1 + 4 + 4;
const ITEM_LENGTH = 4;

export interface TaskFrame {
  readonly chunk: number;
  readonly func: number;
  readonly mode: number;
  readonly deadline: number;
}

export function appendCall(to: ByteGatherer, number: number, text: string): void {
  const length = Buffer.byteLength(text);
  const offset = appendHead(to, Say.call, 5 + length);
  to.bytes.writeUInt32LE(number, offset);
  to.bytes.write(text, offset + 4, 'utf8');
}

/** @returns The objects of the hub that are in the payload. @throws PicklingError; nothing is appended then. */
export function appendTask(to: ByteGatherer, frame: TaskFrame, payload: unknown): readonly number[] {
  return appendWithItem(to, TASK_HEAD, payload, 'args', (bytes, at) => {
    bytes[at] = Say.task;
    bytes.writeUInt32LE(frame.chunk, at + 1);
    bytes.writeUInt32LE(frame.func, at + 5);
    bytes[at + 9] = frame.mode;
    bytes.writeDoubleLE(frame.deadline, at + 10);
  });
}

/** @returns The objects of the hub that are in it. @throws PicklingError; nothing is appended then. */
export function appendResult(
  to: ByteGatherer,
  kind: typeof Answer.result | typeof Answer.failure,
  chunk: number,
  ms: number,
  value: unknown,
): readonly number[] {
  return appendWithItem(to, RESULT_HEAD, value, 'result', (bytes, at) => {
    bytes[at] = kind;
    bytes.writeUInt32LE(chunk, at + 1);
    bytes.writeFloatLE(ms, at + 5);
  });
}

/** `start`, `drop` and `asking`. */
export function appendNote(to: ByteGatherer, kind: number, chunk: number): void {
  const offset = appendHead(to, kind, 5);
  to.bytes.writeUInt32LE(chunk, offset);
}

/** `end` and `ready`. */
export function appendWord(to: ByteGatherer, kind: number): void {
  appendHead(to, kind, 1);
}

export function appendBroken(to: ByteGatherer, failure: unknown): void {
  appendWithItem(to, 1, failure, 'error', (bytes, at) => {
    bytes[at] = Answer.broken;
  });
}

/** The number behind the kind: a chunk's, or a function's. */
export const readNumber = (frame: Buffer): number => frame.readUInt32LE(1);
export const callText = (frame: Buffer): string => frame.toString('utf8', 5);
export const resultMs = (frame: Buffer): number => frame.readFloatLE(5);

export function readTask(frame: Buffer): TaskFrame {
  return {
    chunk: frame.readUInt32LE(1),
    func: frame.readUInt32LE(5),
    mode: frame[9] as number,
    deadline: frame.readDoubleLE(10),
  };
}

/** Where the items begin, for `readItem`. */
export const TASK_ITEM = TASK_HEAD + ITEM_LENGTH;
export const RESULT_ITEM = RESULT_HEAD + ITEM_LENGTH;
export const BROKEN_ITEM = 1 + ITEM_LENGTH;

/** @returns Where the content behind the kind begins. */
function appendHead(to: ByteGatherer, kind: number, length: number): number {
  const offset = to.grow(4 + length);
  to.bytes.writeUInt32LE(length, offset);
  to.bytes[offset + 4] = kind;
  return offset + 5;
}

function appendWithItem(
  to: ByteGatherer,
  headBytes: number,
  item: unknown,
  label: string,
  writeHead: (bytes: Buffer, offset: number) => void,
): readonly number[] {
  const offset = to.grow(4 + headBytes);
  try {
    const objects = appendItem(to, item, label);
    to.bytes.writeUInt32LE(to.length - offset - 4, offset);
    writeHead(to.bytes, offset + 4);
    return objects;
  } catch (error) {
    to.length = offset;
    throw error;
  }
}
