import { StringDecoder } from 'node:string_decoder';

const LINE_FEED = 10;

/** What has been written, as text; of more than can be told, the end. */
export interface WrittenText {
  readonly text: string;
  /** How many lines before it are left out. */
  readonly skipped: number;
}

/** Makes text of the chunks of one stream. */
export class OutputText {
  #decoder: StringDecoder | undefined;

  /** @param limit In characters. @throws TypeError for a chunk that no stream takes. */
  decode(chunk: unknown, encoding: unknown, limit: number): WrittenText {
    if (typeof chunk === 'string' && (typeof encoding !== 'string' || /^utf-?8$/i.test(encoding)))
      return endOf(chunk, limit);
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, encoding as BufferEncoding) : bytesOf(chunk as Uint8Array);
    const start = Math.max(0, bytes.length - limit);
    this.#decoder ??= new StringDecoder('utf8');
    return { text: this.#decoder.write(bytes.subarray(start)), skipped: linesInBytes(bytes.subarray(0, start)) };
  }
}

/** How many lines end in `text`. */
export function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** The last `limit` characters. */
export function endOf(text: string, limit: number): WrittenText {
  if (text.length <= limit) return { text, skipped: 0 };
  const start = text.length - limit;
  return { text: text.slice(start), skipped: linesIn(text.slice(0, start)) };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function linesInBytes(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}
