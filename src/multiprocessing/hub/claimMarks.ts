/** What a process says of how many items it has handed out of what it has claimed, in a file (../fileMark.ts). */
import { closeSync, constants, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { FrameError } from '../hubWire/frames.ts';
import { MARK_BYTES, markInBytes, type MarkValue } from '../hubWire/marks.ts';

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

  /** @returns What stands in it now, by the slot: nothing where the process has named one that it has not written. */
  read(): (slot: number) => MarkValue {
    const bytes = Buffer.alloc(fstatSync(this.#fd).size);
    readSync(this.#fd, bytes, 0, bytes.length, 0);
    const isThere = (slot: number): boolean => (slot + 1) * MARK_BYTES <= bytes.length;
    return (slot) => (isThere(slot) ? markInBytes(bytes, slot * MARK_BYTES) : { serial: 0, handedOut: 0 });
  }

  close(): void {
    closeSync(this.#fd);
  }
}
