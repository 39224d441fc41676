/** What a process says of how many items it has handed out of what it has claimed; read when it is gone (../claimMarks.ts). */
import { closeSync, constants, openSync, readSync, rmSync } from 'node:fs';
import { FrameError } from '../hubWire/frames.ts';
import { MARK_BYTES, type Mark } from '../hubWire/queueFrames.ts';

export class ClaimMarks {
  readonly #fd: number;

  /** Takes the file over: nobody else is to find it. @throws FrameError When there is none. */
  constructor(file: string) {
    try {
      this.#fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
      rmSync(file);
    } catch (error) {
      throw new FrameError('what it has handed out cannot be read', { cause: error });
    }
  }

  /** @param count How many were claimed. @returns How many of them it has handed out. */
  handedOut({ slot, serial }: Mark, count: number): number {
    const bytes = Buffer.alloc(MARK_BYTES);
    readSync(this.#fd, bytes, 0, MARK_BYTES, slot * MARK_BYTES);
    const later = (bytes.readUInt32LE(0) - serial) | 0;
    if (later !== 0) return later < 0 ? 0 : count; // the slot has been used for another since: it was done with this
    return Math.min(count, bytes.readUInt32LE(4));
  }

  close(): void {
    closeSync(this.#fd);
  }
}
