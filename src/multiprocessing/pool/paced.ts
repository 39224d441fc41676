/** So often that it looks alive, and no more. */
const EVERY_MS = 100;

/** Calls at once, then at most so often, and the last time when `flush` says so. */
export class Paced {
  readonly #call: () => void;
  #last = -Infinity;
  #isDue = false;

  constructor(call: () => void) {
    this.#call = call;
  }

  request(): void {
    this.#isDue = true;
    if (performance.now() - this.#last >= EVERY_MS) this.flush();
  }

  /** Calls now, if it has been requested since the last call. */
  flush(): void {
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#last = performance.now();
    this.#call();
  }
}
