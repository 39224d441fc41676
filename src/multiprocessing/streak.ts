/** Tells things that are done again and again, each right after the other, from single ones. */
export class Streak {
  readonly #pauseMs: number;
  #length = 0;
  #lastEnd = -Infinity;

  /** @param pauseMs After a longer pause a streak begins anew. */
  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs;
  }

  /** How many have followed another without a pause. */
  get length(): number {
    return this.#length;
  }

  /** How long ago the last has ended. */
  sinceLast(now: number): number {
    return now - this.#lastEnd;
  }

  /** Another one begins. */
  begins(now: number): void {
    this.#length = this.sinceLast(now) < this.#pauseMs ? this.#length + 1 : 0;
  }

  /** One has ended. */
  ends(now: number): void {
    this.#lastEnd = now;
  }

  break(): void {
    this.#length = 0;
  }
}
