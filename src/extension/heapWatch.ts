import type { OutputChunk } from '../monitor/protocol.ts';

/** What V8 prints before it aborts fits in. */
const KEPT_CHARACTERS = 16 * 1024;
const FULL = /^FATAL ERROR: .*heap out of memory.*$/m;
const PID = /\[(\d+):0x[\da-f]+\]/g;

export interface FullHeap {
  readonly pid: number;
  /** What V8 has said. */
  readonly chunk: OutputChunk;
}

/**
 * Finds in the error output of a program which of its processes has run out of memory: V8 writes it by itself, below
 * the streams of the process, and names the pid.
 */
export class HeapWatch {
  #text = '';

  write(text: string): FullHeap | null {
    this.#text = (this.#text + text).slice(-KEPT_CHARACTERS);
    const found = FULL.exec(this.#text);
    if (!found) return null;
    const pid = [...this.#text.slice(0, found.index).matchAll(PID)].at(-1)?.[1];
    this.#text = this.#text.slice(found.index + found[0].length);
    return pid === undefined
      ? null
      : { pid: Number(pid), chunk: { stream: 'stderr', at: Date.now(), text: `${found[0]}\n` } };
  }
}
