/**
 * Keeps the hub's thread awake while one process after the other asks and is answered: to wake a thread takes 20 to 60 µs,
 * which is most of what a round trip takes by way of the hub. It looks again and again for a moment in place of sleeping, and
 * only as long as that proves right.
 */

/** How long it stays awake for the next call. */
const AWAKE_MS = 0.1;
/** A call is soon after another within this time, of which the thread has needed a part to wake up. */
const SOON_MS = 0.2;
/** So many calls, each soon after one of another process, are a conversation. */
const CONVERSATION = 16;
/** How often it may stay awake in vain before it takes the conversation for ended. */
const PATIENCE = 4;

export class Attention {
  readonly #now: () => number;
  readonly #nextTurn: (then: () => void) => void;
  #heardAt = -Infinity;
  /** How many calls have followed closely upon one of another process. */
  #calls = 0;
  #caller: object | null = null;
  #inVain = 0;
  #isAwake = false;

  /**
   * @param now Milliseconds, of a clock that does not go back.
   * @param nextTurn Calls back in the next turn of the event loop, which does not sleep before.
   */
  constructor(now: () => number, nextTurn: (then: () => void) => void) {
    this.#now = now;
    this.#nextTurn = nextTurn;
  }

  /** A process has called. One that takes a stream of items calls as often, but is served better if they gather meanwhile. */
  heard(caller: object): void {
    if (this.#caller === caller) return;
    this.#caller = caller;
    const now = this.#now();
    this.#calls = now - this.#heardAt <= SOON_MS ? this.#calls + 1 : 0;
    this.#heardAt = now;
    if (this.#calls < CONVERSATION) return;
    if (this.#isAwake) this.#inVain = 0;
    else this.#stayAwake();
  }

  #stayAwake(): void {
    this.#isAwake = true;
    this.#nextTurn(() => this.#look());
  }

  #look(): void {
    if (this.#now() - this.#heardAt < AWAKE_MS) return this.#nextTurn(() => this.#look());
    this.#isAwake = false;
    if (++this.#inVain < PATIENCE) return;
    this.#inVain = 0;
    this.#calls = 0;
  }
}
