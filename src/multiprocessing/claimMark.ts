/**
 * Of items that are claimed together, how many have been handed out: written where the hub reads it when this process has
 * been killed, so that what it had not come to goes to others. One mark serves one claim after the other.
 */
import { nextSerial, type Mark } from './hubWire/marks.ts';

export abstract class ClaimMark implements Mark {
  abstract readonly slot: number;
  #serial = 0;
  #handedOut = 0;
  #isOpen = false;

  get serial(): number {
    return this.#serial;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Before the claim is sent. */
  open(): void {
    this.#isOpen = true;
    this.#serial = nextSerial(this.#serial);
    this.#handedOut = 0;
  }

  /** Before an item is. */
  handsOut(): void {
    this.write(this.#serial, ++this.#handedOut);
  }

  /** All that was claimed has been handed out, or given back. */
  close(): void {
    this.#isOpen = false;
  }

  protected abstract write(serial: number, handedOut: number): void;
}
