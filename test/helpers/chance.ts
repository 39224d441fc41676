/** Randomness that can be had again: all of it follows from a seed. */
export class Chance {
  readonly seed: number;
  #state: number;

  /** @param name Distinguishes those of the same seed. */
  constructor(seed: number, name = '') {
    this.seed = seed;
    this.#state = seed | 0;
    for (const character of name) this.#state = Math.imul(this.#state ^ character.charCodeAt(0), 0x9e3779b1);
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.below(256)));
  }
}

/** Runs `body` with many seeds; a failure names its seed, and `TEST_SEED` runs that one only. */
export function forSeeds(count: number, body: (chance: Chance) => void): void {
  const only = process.env.TEST_SEED;
  const first = Math.floor(Math.random() * 1e9);
  const seeds = only === undefined ? Array.from({ length: count }, (_, i) => first + i) : [Number(only)];
  for (const seed of seeds) {
    try {
      body(new Chance(seed));
    } catch (error) {
      throw new Error(`with TEST_SEED=${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}
