import type { ProcessRow, RowWait } from '../tree/processRow.ts';
import { haltLocation, haltText, pauseOf } from '../tree/haltText.ts';
import { clock } from './clock.ts';
import { element, setAttribute, setText } from './dom.ts';
import { formatSeconds } from './format.ts';

/** What a process waits for, or where the debugger has paused it; a link to where that is, and for how long it waits. */
export class WaitCell {
  readonly element = element('div', 'cell waiting', { role: 'gridcell', 'data-column': 'waiting', tabindex: '-1' });
  readonly #what = element('span', 'what');
  readonly #time = element('span', 'time');
  #first: RowWait | undefined;

  constructor() {
    this.element.append(this.#what, this.#time);
  }

  update(row: ProcessRow): void {
    this.#first = pauseOf(row) ? undefined : row.waiting[0];
    setText(this.#what, haltText(row));
    setAttribute(this.#what, 'data-action', haltLocation(row) ? 'openWait' : null);
    this.showTime(clock.now());
  }

  /** @returns Whether the time goes on. */
  showTime(now: number): boolean {
    setText(this.#time, this.#first ? formatSeconds(now - this.#first.at) : '');
    return this.#first !== undefined;
  }
}
