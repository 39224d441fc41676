import { l10n } from '../base/l10n.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { duration } from '../tree/rowOrder.ts';
import { clock } from './clock.ts';
import { element, setText } from './dom.ts';
import { formatDuration, formatTime } from './format.ts';

const MEGABYTE = 1024 * 1024;

/** What stands in the columns that are not shown by themselves, and stays until the row changes. */
export function optionalTexts({ startedAt, cpu, memory, location }: ProcessRow) {
  return {
    started: startedAt === null ? '' : formatTime(startedAt),
    cpu: cpu === null ? '' : l10n.t('{0} %', Math.round(cpu)),
    memory: memory === null ? '' : l10n.t('{0} MB', Math.round(memory / MEGABYTE)),
    line: location === null ? '' : `${location.url.slice(location.url.lastIndexOf('/') + 1)}:${location.line}`,
  };
}

/** How long a process runs, or ran. */
export class DurationCell {
  readonly element = element('div', 'cell duration', { role: 'gridcell', 'data-column': 'duration', tabindex: '-1' });
  #row: ProcessRow | null = null;

  update(row: ProcessRow): void {
    this.#row = row;
    this.showTime(clock.now());
  }

  /** @returns Whether the time goes on. */
  showTime(now: number): boolean {
    const ms = this.#row && duration(this.#row, now);
    setText(this.element, ms === null ? '' : formatDuration(ms));
    return this.#row?.alive ?? false;
  }
}
