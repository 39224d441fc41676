/**
 * The items of queues and connections as bytes: `u8 kind · content`. Numbers, strings and bytes go as they are, since
 * they are most of what is sent; all else as reduction.ts writes it.
 */
import { isAscii } from 'node:buffer';
import {
  bytesArrayLength,
  bytesKind,
  isBytesArray,
  isPlainBytes,
  readBytesArray,
  writeBytesArray,
} from './bytesArrays.ts';
import { OSError } from './errors.ts';
import {
  JSON_TEXT,
  INT32,
  DOUBLE,
  LATIN1,
  UTF8,
  BYTES,
  BUFFER,
  STORED,
  INTS,
  DOUBLES,
  PLAIN_JSON,
  BYTES_ARRAY,
} from './itemKinds.ts';
import { namedKeys } from './namedKeys.ts';
import { arrayOf, doublesIn, intsIn, PlainArray, plainArrayOf, writeNumbers } from './plainArrays.ts';
import { dumpsWithObjects, loadsNow } from './reduction.ts';

/** `u32 length · kind`: what is in front of a content. */
export const HEAD_BYTES = 5;

/** Bytes that grow at their end. */
export class ByteGatherer {
  bytes: Buffer = Buffer.allocUnsafeSlow(1024);
  length = 0;

  /** @returns The offset of that many new bytes. */
  grow(count: number): number {
    const offset = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(this.length, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, offset);
      this.bytes = larger;
    }
    return offset;
  }
}

/**
 * Appends `u32 length · kind · content`.
 * @param label What the item is called in errors.
 * @param isBare Whether it is an array that the library has made, and so without fields of its own.
 * @returns The objects of the hub that are in it.
 * @throws PicklingError that names the path to what cannot travel; nothing is appended then.
 */
export function appendItem(target: ByteGatherer, item: unknown, label: string, isBare = false): readonly number[] {
  const written = writtenItem(item, label, isBare);
  appendWritten(target, item, written);
  return written?.objects ?? NONE;
}

/** What has to be known of an item before anything is appended. @returns null for one that is appended as it is. */
export function writtenItem(item: unknown, label: string, isBare = false): WrittenItem | null {
  if (isPlain(item)) return null;
  if (!Array.isArray(item)) return dumpsWithObjects(item, label);
  const array = plainArrayOf(item) ?? (isBytesArray(item) ? 'bytes' : null);
  const isPlainArray = array !== null && (isBare || namedKeys(item).length === 0);
  return isPlainArray ? { array, objects: NONE } : dumpsWithObjects(item, label);
}

export function appendWritten(target: ByteGatherer, item: unknown, written: WrittenItem | null): void {
  if (written !== null) {
    if ('text' in written) appendText(target, written.text, JSON_TEXT);
    else if (written.array === 'bytes') appendBytesArray(target, item as readonly Uint8Array[]);
    else appendArray(target, item as readonly unknown[], written.array);
  } else if (typeof item === 'number') appendNumber(target, item);
  else if (typeof item === 'string') appendText(target, item, LATIN1);
  else appendBytes(target, item as Uint8Array);
}

type WrittenItem =
  ReturnType<typeof dumpsWithObjects> | { readonly array: PlainArray | 'bytes'; readonly objects: readonly number[] };

function isPlain(item: unknown): boolean {
  return typeof item === 'number' || typeof item === 'string' || isPlainBytes(item);
}

const NONE: readonly number[] = [];

/** @param bytes Have an item without its length. @returns The value, or a promise where a module has to be imported. */
export function readItem(bytes: Buffer, start: number, end: number): unknown {
  return readContent(bytes[start] as number, bytes, start + 1, end);
}

/** As `readItem`, for who only looks at each item of the array in it: one of numbers may be a typed one. */
export function readItems(bytes: Buffer, start: number, end: number): unknown {
  const kind = bytes[start];
  if (kind === INTS) return intsIn(bytes, start + 1, end);
  return kind === DOUBLES ? doublesIn(bytes, start + 1, end) : readItem(bytes, start, end);
}

/** As `readItem`, of a content whose kind stands elsewhere. The value of bytes that are all of their memory is these. */
export const contentItem = (kind: number, bytes: Buffer, start = 0, end = bytes.length): unknown =>
  readContent(kind, bytes, start, end);

/** An item that has its content in itself, as those must that come from who knows whom. @throws OSError */
export function readWholeItem(bytes: Buffer): unknown {
  const kind = bytes[0] as number;
  if (kind !== STORED && kind <= BYTES_ARRAY) return readContent(kind, bytes, 1, bytes.length);
  throw new OSError(`bad message: items of kind ${kind} do not come this way`);
}

function readContent(kind: number, bytes: Buffer, start: number, end: number): unknown {
  switch (kind) {
    case INT32:
      return bytes.readInt32LE(start);
    case DOUBLE:
      return bytes.readDoubleLE(start);
    case LATIN1:
      return bytes.toString('latin1', start, end);
    case UTF8:
      return bytes.toString('utf8', start, end);
    case BYTES:
      return isWhole(bytes, start, end) ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes.subarray(start, end));
    case BUFFER:
      return isWhole(bytes, start, end) ? bytes : Buffer.from(bytes.subarray(start, end));
    case INTS:
      return arrayOf(intsIn(bytes, start, end));
    case DOUBLES:
      return arrayOf(doublesIn(bytes, start, end));
    case BYTES_ARRAY:
      return readBytesArray(bytes, start, end);
    case PLAIN_JSON:
      return JSON.parse(bytes.toString('utf8', start, end)) as unknown;
    default:
      return loadsNow(bytes.toString('utf8', start, end), true);
  }
}

/** Whether the memory is this item's alone, so that it needs no copy. */
function isWhole(bytes: Buffer, start: number, end: number): boolean {
  return start === 0 && end === bytes.buffer.byteLength;
}

function appendNumber(target: ByteGatherer, value: number): void {
  const isInt = (value | 0) === value && !Object.is(value, -0);
  const offset = appendHead(target, isInt ? INT32 : DOUBLE, isInt ? 4 : 8);
  if (isInt) target.bytes.writeInt32LE(value, offset);
  else target.bytes.writeDoubleLE(value, offset);
}

/** Text that is ASCII takes the fast way in both directions. A half of a pair of UTF-16, UTF-8 cannot have. */
function appendText(target: ByteGatherer, text: string, kind: number): void {
  if (text.length >= TRIED_FROM_LENGTH && appendedAscii(target, text, kind)) return;
  const length = Buffer.byteLength(text);
  const isAscii = length === text.length;
  if (kind === LATIN1 && !isAscii && !text.isWellFormed()) return appendText(target, JSON.stringify([text]), JSON_TEXT);
  const offset = appendHead(target, kind === LATIN1 && !isAscii ? UTF8 : kind, length);
  if (isAscii) target.bytes.write(text, offset, 'latin1');
  else target.bytes.write(text, offset, 'utf8');
}

/** To count the bytes of a longer text takes more time than to write it, and to look at what has been written. */
const TRIED_FROM_LENGTH = 512;

/** @returns Whether the text is ASCII; otherwise nothing is appended. */
function appendedAscii(target: ByteGatherer, text: string, kind: number): boolean {
  const start = target.length;
  const offset = appendHead(target, kind, text.length);
  const written = target.bytes.write(text, offset, text.length, 'utf8');
  if (written === text.length && isAscii(target.bytes.subarray(offset, offset + written))) return true;
  target.length = start;
  return false;
}

function appendArray(target: ByteGatherer, item: readonly unknown[], kind: PlainArray): void {
  if (kind === PlainArray.json) return appendText(target, JSON.stringify(item), PLAIN_JSON);
  const isInts = kind === PlainArray.ints;
  const offset = appendHead(target, isInts ? INTS : DOUBLES, item.length * (isInts ? 4 : 8));
  writeNumbers(kind, item as readonly number[], target.bytes, offset);
}

function appendBytesArray(target: ByteGatherer, item: readonly Uint8Array[]): void {
  const offset = appendHead(target, BYTES_ARRAY, bytesArrayLength(item));
  writeBytesArray(item, target.bytes, offset);
}

function appendBytes(target: ByteGatherer, item: Uint8Array): void {
  const offset = appendHead(target, bytesKind(item), item.length);
  target.bytes.set(item, offset);
}

/** @returns Where the content begins. */
function appendHead(target: ByteGatherer, kind: number, contentBytes: number): number {
  const offset = target.grow(HEAD_BYTES + contentBytes);
  target.bytes.writeUInt32LE(1 + contentBytes, offset);
  target.bytes[offset + 4] = kind;
  return offset + HEAD_BYTES;
}
