import { currentCall, patience } from './serverCall.ts';
import { Waiting } from './waiting.ts';

/** An Event in a manager's server: that of Python's `threading`. */
export class EventObject {
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

  /** @returns Whether it is set; false after the timeout. */
  wait(timeout: number | null = null): boolean | Promise<boolean> {
    const seconds = patience({ timeout });
    return this.#isSet || seconds === 0 ? this.#isSet : this.#waiting.wait(currentCall(), seconds);
  }
}
