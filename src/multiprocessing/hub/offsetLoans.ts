/** The shared offsets (../sharedOffsets.ts): each is one process's until that is gone. */
import { fileOffset, type FileOffset } from '../hubWire/fileOffset.ts';
import { randomBytes } from '../hubWire/randomBytes.ts';

export interface OffsetLoan {
  /** Which it is, for the process. */
  readonly index: number;
  /** Where it stands at first: by that the process knows that it has the same. */
  readonly at: number;
  readonly offset: FileOffset;
}

export class OffsetLoans {
  readonly #descriptors: readonly number[];
  #free: Pick<OffsetLoan, 'index' | 'offset'>[] | null = null;

  constructor(descriptors: readonly number[]) {
    this.#descriptors = descriptors;
  }

  /** @returns Null while others have them all. */
  lend(): OffsetLoan | null {
    this.#free ??= this.#descriptors.flatMap(offsetOf);
    const next = this.#free.pop();
    if (next === undefined) return null;
    const at = randomBytes(4).readUInt32LE() >>> 2;
    next.offset.set(at);
    return { ...next, at };
  }

  giveBack({ index, offset }: OffsetLoan): void {
    this.#free?.push({ index, offset });
  }
}

function offsetOf(descriptor: number, index: number): Pick<OffsetLoan, 'index' | 'offset'>[] {
  const offset = fileOffset(descriptor);
  return offset === null ? [] : [{ index, offset }];
}
