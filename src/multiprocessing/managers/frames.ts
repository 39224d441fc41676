/**
 * What clients and a manager's server say to each other: messages of many frames, each of them
 * `u8 op · u32 call · f64 object · u8 length · name · item`, with the item as items.ts has it.
 */
import { OSError, PicklingError, ValueError } from '../errors.ts';
import { appendWritten, ByteGatherer, readWholeItem, writtenItem } from '../items.ts';
import { plainText } from './plainTree.ts';
import { whileLeaving } from '../proxyHandles.ts';
import type { SocketChannel } from '../socketChannel.ts';

/** Said by clients. `call` numbers what is to be answered. */
export const Request = {
  /** Who it is: the item is a `Hello`. */
  hello: 1,
  /** Calls the method `name` of an object; the item is the list of arguments. */
  call: 2,
  /** Makes an object of the registered type `name`; the item is the list of arguments. */
  create: 3,
  /** Gives a call up. */
  cancel: 4,
  /** A proxy of the object is on its way to some process. */
  sent: 5,
  /** One that was on its way is in this process. */
  arrived: 6,
  /** This process has one, after the connection was lost. */
  hold: 7,
  /** This process has none any more. */
  drop: 8,
  /** Asks how many objects there are. */
  count: 9,
  /** Ends the server. */
  shutdown: 10,
  /** What the object is called where it is shown: the item is a text. Said only where somebody watches. */
  named: 11,
} as const;

/** Said by the server. */
export const Reply = {
  /** Before all else: the item is a text that no other server has. */
  welcome: 32,
  /** The item is what the method returned. */
  result: 33,
  /** The item is a `Failure`. */
  error: 34,
  /** The call was given up before it was answered. */
  cancelled: 35,
  /** There is no such object. */
  missing: 37,
  /** The item is a text for the client's logger. */
  warning: 36,
} as const;

/** What can be called of every object: a copy of it, and its text. */
export const VALUE = '#GETVALUE';
export const TEXT = '#STR';

/** Who a client is. */
export interface Hello {
  /** Of the process, as those know it who watch. */
  readonly id: string;
  readonly name: string;
  readonly pid: number;
}

export interface Frame {
  readonly op: number;
  readonly call: number;
  readonly object: number;
  readonly name: string;
  /** Not read yet. */
  readonly item: Buffer;
}

const HEAD_BYTES = 14;
/** Of a message: its length and its kind, which says that it has bytes. */
const MESSAGE_HEAD_BYTES = 5;
const BYTES_KIND = 5;
/** Of an item that is JSON; the other kinds are those of items.ts. */
const PLAIN_KIND = 0xe0;
/** A buffer that has grown larger is not kept. */
const KEPT_BYTES = 256 * 1024;
const LONGEST_NAME = 255;

/** Frames that leave together. */
export class Batch {
  #gathered = new ByteGatherer();

  constructor() {
    this.#gathered.length = MESSAGE_HEAD_BYTES;
  }

  get isEmpty(): boolean {
    return this.#gathered.length === MESSAGE_HEAD_BYTES;
  }

  /** @param label What the item is called in errors. @throws PicklingError; nothing is appended then. */
  append(op: number, call: number, object: number, name: string, item: unknown, label = 'item'): void {
    const plain = plainText(item);
    if (plain !== null) {
      appendHead(this.#gathered, op, call, object, name);
      return appendPlain(this.#gathered, plain);
    }
    const written = whileLeaving(writtenItem, item, label); // proxies in it have something to say before it
    if (written !== null && written.objects.length > 0) throw cannotBeKept(label);
    appendHead(this.#gathered, op, call, object, name);
    appendWritten(this.#gathered, item, written);
  }

  send(channel: SocketChannel): void {
    if (this.isEmpty) return;
    const { bytes, length } = this.#gathered;
    bytes.writeUInt32LE(length - 4, 0);
    bytes[4] = BYTES_KIND;
    const hasLeft = channel.sendMessage(bytes.subarray(0, length));
    if (!hasLeft || length > KEPT_BYTES) this.#gathered = new ByteGatherer();
    this.#gathered.length = MESSAGE_HEAD_BYTES;
  }

  clear(): void {
    this.#gathered.length = MESSAGE_HEAD_BYTES;
  }
}

function appendHead(target: ByteGatherer, op: number, call: number, object: number, name: string): void {
  const nameBytes = Buffer.byteLength(name);
  if (nameBytes > LONGEST_NAME) throw new ValueError(`'${name.slice(0, 30)}…' is too long for the name of a method`);
  const offset = target.grow(HEAD_BYTES + nameBytes);
  const { bytes } = target;
  bytes[offset] = op;
  bytes.writeUInt32LE(call, offset + 1);
  bytes.writeDoubleLE(object, offset + 5);
  bytes[offset + 13] = nameBytes;
  bytes.write(name, offset + HEAD_BYTES, 'utf8');
}

function appendPlain(target: ByteGatherer, text: string): void {
  const length = Buffer.byteLength(text);
  const offset = target.grow(5 + length);
  target.bytes.writeUInt32LE(1 + length, offset);
  target.bytes[offset + 4] = PLAIN_KIND;
  target.bytes.write(text, offset + 5, length === text.length ? 'latin1' : 'utf8');
}

/** @throws OSError for what is no message of frames. */
export function readFrames(message: Buffer): Frame[] {
  if (message[0] !== BYTES_KIND) throw notUnderstood();
  const frames: Frame[] = [];
  for (let offset = 1; offset < message.length;) {
    const nameStart = offset + HEAD_BYTES;
    const itemStart = nameStart + (message[offset + 13] ?? 0);
    if (itemStart + 5 > message.length) throw notUnderstood();
    const end = itemStart + 4 + message.readUInt32LE(itemStart);
    if (end > message.length) throw notUnderstood();
    frames.push({
      op: message[offset] as number,
      call: message.readUInt32LE(offset + 1),
      object: message.readDoubleLE(offset + 5),
      name: nameStart === itemStart ? '' : message.toString('utf8', nameStart, itemStart),
      item: message.subarray(itemStart + 4, end),
    });
    offset = end;
  }
  return frames;
}

/** @returns The value, or a promise where a module has to be imported for it. */
export function itemOf({ item }: Frame): unknown {
  return item[0] === PLAIN_KIND ? JSON.parse(item.toString('utf8', 1)) : readWholeItem(item);
}

const notUnderstood = (): OSError => new OSError('the other side does not speak as a manager and its clients do');

function cannotBeKept(label: string): PicklingError {
  return new PicklingError(
    `cannot send ${label}: a Queue, Lock, Value or Connection in it is kept by the hub of its program, and not by a ` +
      'manager. Make it with the manager, such as manager.Queue()',
  );
}
