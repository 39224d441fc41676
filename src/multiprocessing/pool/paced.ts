/** So often that it looks alive, and no more. */
import { sharedClock } from '../hubWire/sharedClock.ts';
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
    if (sharedClock() - this.#last >= EVERY_MS) this.flush();
  }

  /** Calls now, if it has been requested since the last call. */
  flush(): void {
    if (!this.#isDue) return;
    this.#isDue = false;
    this.#last = sharedClock();
    this.#call();
  }
}
