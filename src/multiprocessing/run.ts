/**
 * Tells a long run of calls, each right after the other, from single ones: what a single one says leaves this process at
 * once, of a run that of some time leaves together.
 */

import { Streak } from './streak.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

/** So many calls without a pause are a run. */
const LONG = 16;
/** As in lease.ts. */
const PAUSE_MS = 0.5;
/** Of a run, what comes later than this after the last leaves at once all the same. */
const GATHER_MS = 0.05;

export class Run {
  readonly #calls = new Streak(PAUSE_MS);
  #lastLeft = 0;
  #leavesAtEnd = false;
  readonly #leave: () => void;

  /** @param leave Sends what has gathered. */
  constructor(leave: () => void) {
    this.#leave = leave;
  }

  /**
   * After each call.
   * @param isFull Whether what has gathered is much.
   * @param gatherMs How long it may gather.
   */
  next(isFull: boolean, gatherMs = GATHER_MS): void {
    const now = sharedClock();
    this.#calls.begins(now);
    this.#calls.ends(now);
    if (this.#calls.length < LONG || now - this.#lastLeft > gatherMs || isFull) {
      this.#lastLeft = now;
      this.#leave();
    } else this.#leaveAtEnd();
  }

  /** What comes next is no part of it. */
  break(): void {
    this.#calls.break();
  }

  /** At the end of this turn's microtasks. */
  #leaveAtEnd(): void {
    if (this.#leavesAtEnd) return;
    this.#leavesAtEnd = true;
    process.nextTick(() => {
      this.#leavesAtEnd = false;
      this.#leave();
    });
  }
}
