/** Writes and reads what is said between a pool and its workers; frameKinds.ts has what there is to say. */
import { Mode } from './chunk.ts';
import { appendItem, contentItem, readItem, readItems, type ByteGatherer } from '../items.ts';
import { Answer, Both, itemOffset, RESULT_HEAD, Say, TASK_HEAD } from './frameKinds.ts';
import type { Frame } from './frameReader.ts';

/** Has large items elsewhere; see ItemExchange. */
interface Mover {
  appendStored(to: ByteGatherer, item: unknown, key: number): boolean;
  moveOut(to: ByteGatherer, itemStart: number, key: number): void;
}

export interface Item {
  readonly value: unknown;
  /** Whether it is an array of the pool's own, and not one of the user's. */
  readonly isBare: boolean;
}

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
export function appendTask(to: ByteGatherer, frame: TaskFrame, payload: unknown, mover: Mover): readonly number[] {
  const item = { value: payload, isBare: frame.mode !== Mode.one };
  return appendWithItem(to, TASK_HEAD, item, 'args', [mover, frame.chunk], (bytes, at) => {
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
  item: Item,
  mover: Mover,
): readonly number[] {
  return appendWithItem(to, RESULT_HEAD, item, 'result', [mover, chunk], (bytes, at) => {
    bytes[at] = kind;
    bytes.writeUInt32LE(chunk, at + 1);
    bytes.writeFloatLE(ms, at + 5);
  });
}

/** `start`, `drop`, `asking` and `read`. */
export function appendNote(to: ByteGatherer, kind: number, chunk: number): void {
  const offset = appendHead(to, kind, 5);
  to.bytes.writeUInt32LE(chunk, offset);
}

/** `hello`, `end`, `ready` and `accept`. */
export function appendWord(to: ByteGatherer, kind: number): void {
  appendHead(to, kind, 1);
}

export function appendOffer(to: ByteGatherer, pid: number, fd: number): void {
  const offset = appendHead(to, Both.offer, 9);
  to.bytes.writeUInt32LE(pid, offset);
  to.bytes.writeUInt32LE(fd, offset + 4);
}

export const readOffer = (frame: Buffer): [pid: number, fd: number] => [frame.readUInt32LE(1), frame.readUInt32LE(5)];

export function appendBroken(to: ByteGatherer, failure: unknown): void {
  appendWithItem(to, 1, { value: failure, isBare: false }, 'error', null, (bytes, at) => {
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

/** @returns The item of the frame, or a promise of it where modules have to be loaded. */
export function readFrameItem({ bytes, content }: Frame, read = readItem): unknown {
  const offset = itemOffset(bytes[0] as number);
  return content === null ? read(bytes, offset, bytes.length) : contentItem(bytes[offset] as number, content);
}

/** The same, for who only looks at each item of the array in it. */
export const readFrameItems = (frame: Frame): unknown => readFrameItem(frame, readItems);

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
  { value, isBare }: Item,
  label: string,
  move: readonly [mover: Mover, key: number] | null,
  writeHead: (bytes: Buffer, offset: number) => void,
): readonly number[] {
  const offset = to.grow(4 + headBytes);
  try {
    const [mover, key = 0] = move ?? [];
    const isStored = mover?.appendStored(to, value, key) ?? false;
    const objects = isStored ? [] : appendItem(to, value, label, isBare);
    if (!isStored) mover?.moveOut(to, offset + 4 + headBytes, key);
    to.bytes.writeUInt32LE(to.length - offset - 4, offset);
    writeHead(to.bytes, offset + 4);
    return objects;
  } catch (error) {
    to.length = offset;
    throw error;
  }
}
