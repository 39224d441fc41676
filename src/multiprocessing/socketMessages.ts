/** What is sent over the socket of a Connection: `u32 length · u8 kind · content`, an item (items.ts) or a control message. */
import { OSError } from './errors.ts';

/** The kind of the messages by which the two sides make sure of each other: JSON, and never an item. */
export const CONTROL = 0xf0;

/** While it is not known who the other side is, it has no long messages to send. */
export const CONTROL_BYTES = 4 * 1024;
export const LONGEST_BYTES = 2 ** 31 - 1;

export type ControlContent = Readonly<Record<string, unknown>>;

export function controlMessage(content: ControlContent): Buffer {
  const text = Buffer.from(JSON.stringify(content));
  const head = Buffer.alloc(5);
  head.writeUInt32LE(1 + text.length);
  head[4] = CONTROL;
  return Buffer.concat([head, text]);
}

/** Cuts what comes into messages. What it keeps grows with what has come, not with what was announced. */
export class MessageReader {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #wanted = 4;
  readonly #received: (message: Buffer) => void;
  /** A longer message is refused. */
  limit: number = LONGEST_BYTES;

  /** @param received Given a message without its length. */
  constructor(received: (message: Buffer) => void) {
    this.#received = received;
  }

  /** Whether a message has come in part. */
  get isInside(): boolean {
    return this.#bytes > 0;
  }

  /** @throws OSError for a length that cannot be. */
  read(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes < this.#wanted) return;
    const bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#bytes);
    const rest = bytes.subarray(this.#cut(bytes));
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#bytes = rest.length;
  }

  /** @returns How much of it was whole messages. */
  #cut(bytes: Buffer): number {
    for (let offset = 0; ; offset += this.#wanted) {
      const left = bytes.length - offset;
      this.#wanted = left < 4 ? 4 : 4 + this.#checked(bytes.readUInt32LE(offset));
      if (left < this.#wanted) return offset;
      this.#received(bytes.subarray(offset + 4, offset + this.#wanted));
    }
  }

  #checked(length: number): number {
    if (length > 0 && length <= this.limit) return length;
    throw new OSError(`bad message length: the other side announces ${length} bytes`);
  }
}
