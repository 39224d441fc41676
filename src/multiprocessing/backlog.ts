/**
 * A process that stores items faster than others read them waits for a moment, and fills the memory anew that has been read:
 * that costs the system a third less than ever new memory, and the processor has it at hand still. It waits only while
 * somebody reads, and never for long, since a queue without a limit takes whatever is put into it.
 */

/** So many filled segments are no backlog: there is always something to read. */
const MOST_FILLED = 2;
/** In this time two segments of small items are read; whoever takes longer, or does not read at all, is not waited for. */
const PATIENCE_MS = 10;

export class Backlog {
  #filled = 0;
  /** Whether a segment has been read since the last wait that was in vain. */
  #isRead = true;
  #waiting: Promise<void> | null = null;
  #wake: () => void = () => {};

  /** A segment is full. */
  filled(): void {
    this.#filled++;
  }

  /** All that was in a segment has been read. */
  read(): void {
    this.#filled--;
    this.#isRead = true;
    this.#wake();
  }

  /** What to wait for before the next item is stored; null for nothing. */
  room(): Promise<void> | null {
    if (this.#filled < MOST_FILLED || !this.#isRead) return null;
    return (this.#waiting ??= this.#wait());
  }

  async #wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.#isRead = false;
        resolve();
      }, PATIENCE_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#waiting = null;
  }
}
