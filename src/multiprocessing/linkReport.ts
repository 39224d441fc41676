/** Tells the hub how a link is doing, of which it sees nothing itself: now and then, and only while somebody watches. */
import { processChannel } from './events.ts';
import { hub } from './hubClient/hubClient.ts';

const REPORT_EVERY_MS = 250;

export interface LinkFigures {
  /** How many of the items sent the other has not handed out, as far as it has told. */
  readonly untaken: number;
  /** Whether it has told of all. */
  readonly isHeard: boolean;
  /** Whether this process waits for an item. */
  readonly waits: boolean;
}

export class LinkReport {
  readonly #end: number;
  readonly #figures: () => LinkFigures;
  #isDue = false;
  #told = '';

  constructor(end: number, figures: () => LinkFigures) {
    this.#end = end;
    this.#figures = figures;
  }

  /** Something may have changed. */
  changed(): void {
    if (this.#isDue || !processChannel.hasSubscribers) return;
    this.#isDue = true;
    setTimeout(() => this.#tell(), REPORT_EVERY_MS).unref();
  }

  #tell(): void {
    this.#isDue = false;
    const { untaken, isHeard, waits } = this.#figures();
    const told = `${untaken} ${isHeard} ${waits}`;
    if (told === this.#told) return;
    this.#told = told;
    hub.note(this.#end, 'linked', untaken, isHeard, waits);
  }
}
