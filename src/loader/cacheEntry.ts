/** A compiled module as a file: a checksum, what is known of it, its source, its code. */
import type { CompiledModule } from './compiledModule.ts';

interface Header extends Omit<CompiledModule, 'code'> {
  /** What the entry is about: two may share a file name, by chance. */
  readonly key: string;
  readonly sourceBytes: number;
}

/** The checksum in hexadecimal and a line end; a multiple of 4, by which the rest is read as numbers. */
const CHECKSUM_BYTES = 12;

export function encodeEntry(key: string, source: Buffer, { code, ...known }: CompiledModule): Buffer {
  const header: Header = { key, sourceBytes: source.length, ...known };
  const body = Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), source, Buffer.from(code)]);
  return Buffer.concat([Buffer.from(checksumLine(body)), body]);
}

/**
 * null when the entry is not of `key` and exactly this `source`, or is damaged. The source itself is compared, not a
 * hash of it: that is faster than a hash made in JavaScript (Node's own take 5 ms to load), and no wrong hit can be.
 */
export function decodeEntry(entry: Buffer, key: string, source: Buffer): CompiledModule | null {
  const body = entry.subarray(CHECKSUM_BYTES);
  const headerEnd = body.indexOf(10);
  if (headerEnd < 0 || entry.toString('latin1', 0, CHECKSUM_BYTES) !== checksumLine(body)) return null;
  const { key: ownKey, sourceBytes, ...known } = JSON.parse(body.toString('utf8', 0, headerEnd)) as Header;
  const codeStart = headerEnd + 1 + sourceBytes;
  if (ownKey !== key || source.compare(body, headerEnd + 1, codeStart) !== 0) return null;
  return { ...known, code: body.toString('utf8', codeStart) };
}

function checksumLine(body: Buffer): string {
  return `${checksum(body).toString(16).padStart(8, '0')}   \n`;
}

/** Against damage, not against malice: the folder is the user's own. */
function checksum(body: Buffer): number {
  const aligned = body.byteOffset % 4 === 0 ? body : Buffer.from(new Uint8Array(body).buffer);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let sum = body.length;
  for (let i = 0; i < words.length; i++) sum = Math.imul(sum ^ words[i]!, 0x5bd1e995) ^ (sum >>> 15);
  for (let i = words.length * 4; i < body.length; i++) sum = Math.imul(sum ^ body[i]!, 0x5bd1e995) ^ (sum >>> 15);
  return sum >>> 0;
}
