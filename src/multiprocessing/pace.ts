/** How long this process takes for an item of a queue. */
export class Pace {
  #ms = Infinity;
  #since = 0;
  #handedOut = 0;

  /** Of those that were handed out between the last two measurements; Infinity before there are two. */
  get ms(): number {
    return this.#ms;
  }

  handsOut(): void {
    this.#handedOut++;
  }

  /** What was before does not count, since nothing was there to be handed out. */
  begins(now: number): void {
    this.#since = now;
    this.#handedOut = 0;
  }

  measure(now: number): void {
    if (this.#handedOut > 0) this.#ms = Math.max((now - this.#since) / this.#handedOut, LEAST_MS);
    this.begins(now);
  }
}

const LEAST_MS = 1e-4;
