/** Lines that a server is slow to read are kept up to so many characters; then they are told anew, from what is known. */
const MAX_QUEUED = 256 * 1024;
/** Answers to commands cannot be told anew; one that has so many unread has long given up. */
const MAX_ANSWERS = 1000;
const CHUNK = 64 * 1024;

/**
 * What is still to be written to a server, in bounded memory. When lines come faster than they are read, they are
 * dropped, and the state that they lead to is written instead, as after a new connection.
 */
export class Outbox {
  /** Writes what it can at once and returns how many bytes. */
  readonly #write: (bytes: Uint8Array) => number;
  readonly #restate: () => Iterable<string>;
  #rest: Uint8Array | null;
  #answers: string[] = [];
  #restating: Iterator<string> | null;
  #queue: string[] = [];
  #queued = 0;
  #stale = false;

  /**
   * @param hello The first line.
   * @param restate All that a server has to know, as lines.
   */
  constructor(write: (bytes: Uint8Array) => number, hello: string, restate: () => Iterable<string>) {
    this.#write = write;
    this.#rest = Buffer.from(hello);
    this.#restate = restate;
    this.#restating = restate()[Symbol.iterator]();
  }

  push(line: string): void {
    if (this.#stale) return;
    this.#queue.push(line);
    this.#queued += line.length;
    if (this.#queued <= MAX_QUEUED) return;
    this.#queue = [];
    this.#queued = 0;
    this.#stale = true;
  }

  /** Whether all has been written. */
  get empty(): boolean {
    return this.#rest === null && this.#restating === null && this.#queue.length + this.#answers.length === 0;
  }

  pushAnswer(line: string): void {
    if (this.#answers.length < MAX_ANSWERS) this.#answers.push(line);
  }

  /** Writes as much as can be written now. @returns Whether all of it was. */
  flush(): boolean {
    for (let bytes = this.#next(); bytes !== null; bytes = this.#next()) {
      const written = this.#write(bytes);
      this.#rest = written < bytes.length ? bytes.subarray(written) : null;
      if (this.#rest) return false;
    }
    return true;
  }

  #next(): Uint8Array | null {
    if (this.#rest) return this.#rest;
    const lines = this.#nextLines();
    return lines === '' ? null : Buffer.from(lines);
  }

  #nextLines(): string {
    const restated = this.#restatedLines(); // first, since what is queued came later
    if (restated !== '') return restated;
    const lines = [...this.#queue, ...this.#answers].join('');
    this.#answers = [];
    this.#queue = [];
    this.#queued = 0;
    return lines;
  }

  #restatedLines(): string {
    if (this.#restating === null && this.#stale) {
      this.#stale = false;
      this.#restating = this.#restate()[Symbol.iterator]();
    }
    let lines = '';
    while (this.#restating && lines.length < CHUNK) {
      const next = this.#restating.next();
      if (next.done) this.#restating = null;
      else lines += next.value;
    }
    return lines === '' && this.#stale ? this.#restatedLines() : lines;
  }
}
