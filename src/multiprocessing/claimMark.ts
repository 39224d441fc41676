/**
 * Of items that are claimed together, how many have been handed out: written where the hub reads it when this process has
 * been killed, so that what it had not come to goes to others. One mark serves one claim after the other.
 */
import { nextSerial, type Mark } from './hubWire/marks.ts';

export abstract class ClaimMark implements Mark {
  abstract readonly slot: number;
  #serial = 0;
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
    this.begin(this.#serial);
  }

  /** Before an item is. */
  abstract handsOut(): void;

  /** All that was claimed has been handed out, or given back. */
  close(): void {
    this.#isOpen = false;
  }

  /** None of the claim with that serial has been handed out. */
  protected abstract begin(serial: number): void;
}
