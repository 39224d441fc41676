import { described, type Described } from './described.ts';
import { currentCall, patience } from './serverCall.ts';
import { Waiting } from './waiting.ts';

/** An Event in a manager's server: that of Python's `threading`. */
export class EventObject implements Described {
  readonly #waiting = new Waiting();
  #isSet = false;

  set(): void {
    this.#isSet = true;
    this.#waiting.wakeAll();
  }

  clear(): void {
    this.#isSet = false;
  }

  isSet(): boolean {
    return this.#isSet;
  }

  [described]() {
    return { flag: this.#isSet, waiters: this.#waiting.processes() };
  }

  /** @returns Whether it is set; false after the timeout. */
  wait(timeout: number | null = null): boolean | Promise<boolean> {
    const seconds = patience({ timeout });
    return this.#isSet || seconds === 0 ? this.#isSet : this.#waiting.wait(currentCall(), seconds);
  }
}
