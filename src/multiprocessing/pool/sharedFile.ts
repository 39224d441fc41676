/**
 * Large items go from a pool to a worker, and back, through a file in memory where there is such (Linux): one copy into it
 * and one out of it, instead of many small ones through a socket. The file has no name, so that nothing is left of it,
 * whatever the two die of: the other side opens it by its descriptor in the process that made it.
 */
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

/** Smaller items are as fast in the socket. */
export const STORED_FROM_BYTES = 64 * 1024;
const SIZE = 16 * 1024 * 1024;
const FOLDER = '/dev/shm';

interface Region {
  readonly offset: number;
  readonly end: number;
  readonly key: number;
}

/** Where an item lies. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** What this process writes, and the other reads. */
export class OutgoingFile {
  readonly fd: number;
  /** Whether the other side has it, too. */
  isShared = false;
  /** By their offset. */
  readonly #regions: Region[] = [];

  private constructor(fd: number) {
    this.fd = fd;
  }

  /** @returns null where there is no such memory. */
  static create(): OutgoingFile | null {
    if (process.platform !== 'linux') return null;
    const name = `${FOLDER}/multiprocessing-pool-${process.pid}-${counter++}-${Math.random().toString(36).slice(2)}`;
    try {
      const fd = openSync(name, 'wx+', 0o600);
      unlinkSync(name);
      return new OutgoingFile(fd);
    } catch {
      return null;
    }
  }

  /** @param key By which it is released. @returns Where it is; null when there is no room. */
  write(bytes: Uint8Array, key: number): Place | null {
    const { length } = bytes;
    let offset = 0;
    let index = 0;
    for (; index < this.#regions.length; index++) {
      const region = this.#regions[index] as Region;
      if (region.offset - offset >= length) break;
      offset = region.end;
    }
    if (offset + length > SIZE || !this.#writeAt(bytes, offset)) return null;
    this.#regions.splice(index, 0, { offset, end: offset + length, key });
    return { offset, length };
  }

  release(key: number): void {
    const index = this.#regions.findIndex((region) => region.key === key);
    if (index >= 0) this.#regions.splice(index, 1);
  }

  bytesOf(key: number): number {
    const region = this.#regions.find((candidate) => candidate.key === key);
    return region === undefined ? 0 : region.end - region.offset;
  }

  close(): void {
    closeSync(this.fd);
  }

  #writeAt(bytes: Uint8Array, offset: number): boolean {
    try {
      for (let written = 0; written < bytes.length;)
        written += writeSync(this.fd, bytes, written, bytes.length - written, offset + written);
      return true;
    } catch {
      return false; // the memory is full
    }
  }
}

let counter = 0;

/** What the other side writes. */
export class IncomingFile {
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** @returns null when it is not to be had. */
  static open(pid: number, fd: number): IncomingFile | null {
    try {
      return new IncomingFile(openSync(`/proc/${pid}/fd/${fd}`, 'r'));
    } catch {
      return null;
    }
  }

  /** @returns A memory of its own. */
  read({ offset, length }: Place): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let read = 0; read < length;) {
      const count = readSync(this.#fd, bytes, read, length - read, offset + read);
      if (count === 0) throw new Error('an item is not where it should be');
      read += count;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#fd);
  }
}
