/** Marks in a file in shared memory, which takes 1 µs. */
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimMark } from './claimMark.ts';
import { hub } from './hubClient/hubClient.ts';
import { storeFolder } from './hubClient/hubPlace.ts';
import { HUB } from './hubWire/frames.ts';
import { MARK_BYTES, markBytes } from './hubWire/marks.ts';
import { newObjectId } from './objectId.ts';

class FileMark extends ClaimMark {
  readonly slot: number;
  readonly #fd: number;
  #handedOut = 0;

  constructor(fd: number, slot: number) {
    super();
    this.#fd = fd;
    this.slot = slot;
    this.#write(); // what is written into it later has its place
  }

  override handsOut(): void {
    this.#handedOut++;
    this.#write();
  }

  /** What stands there is of an earlier claim, and so says the same. */
  protected override begin(): void {
    this.#handedOut = 0;
  }

  #write(): void {
    writeSync(this.#fd, markBytes(this.serial, this.#handedOut), 0, MARK_BYTES, this.slot * MARK_BYTES);
  }
}

const marks: FileMark[] = [];

/** @returns One that is not in use; null where there is no shared memory, or no room in it. */
export function fileMark(): ClaimMark | null {
  return marks.find(({ isOpen }) => !isOpen) ?? newMark();
}

function newMark(): ClaimMark | null {
  const fd = marksFile();
  if (fd === null) return null;
  try {
    const mark = new FileMark(fd, marks.length);
    marks.push(mark);
    return mark;
  } catch {
    return null; // the memory is full
  }
}

/** Its descriptor. Undefined: not tried yet. */
let file: number | null | undefined;

function marksFile(): number | null {
  if (file === undefined) file = newFile();
  return file;
}

/** The hub opens it, and removes its name. */
function newFile(): number | null {
  const folder = storeFolder();
  if (folder === null) return null;
  try {
    const path = join(folder, `claimed-${newObjectId()}`);
    const descriptor = openSync(path, 'wx', 0o600);
    hub.note(HUB, 'marks', path);
    return descriptor;
  } catch {
    return null;
  }
}
