import type { ProcessRow, RowWait } from '../tree/processRow.ts';
import { waitText } from '../tree/waitText.ts';
import { element, setAttribute, setText } from './dom.ts';
import { formatSeconds } from './format.ts';

/** What a process waits for, a link to where it does, and for how long. */
export class WaitCell {
  readonly element = element('div', 'cell waiting', { role: 'gridcell', 'data-column': 'waiting', tabindex: '-1' });
  readonly #what = element('span', 'what');
  readonly #time = element('span', 'time');
  #first: RowWait | undefined;

  constructor() {
    this.element.append(this.#what, this.#time);
  }

  update(row: ProcessRow): void {
    this.#first = row.waiting[0];
    setText(this.#what, waitText(row));
    setAttribute(this.#what, 'data-action', this.#first?.location ? 'openWait' : null);
    this.showTime(Date.now());
  }

  /** @returns Whether the time goes on. */
  showTime(now: number): boolean {
    setText(this.#time, this.#first ? formatSeconds(now - this.#first.at) : '');
    return this.#first !== undefined;
  }
}
