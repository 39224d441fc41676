import type { ProcessRow } from '../tree/processRow.ts';
import type { RowChange } from './rowStore.ts';

/** Keeps the process that was started last in sight, as a terminal does its last line, until the user looks elsewhere. */
export class Follow {
  #isOn: boolean;
  /** The process that is to be brought into sight. */
  #due: string | null = null;

  constructor(isOn: boolean) {
    this.#isOn = isOn;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** @param rows All that there are: the newest of them is looked at now. */
  start(rows: Iterable<ProcessRow>): void {
    this.#isOn = true;
    this.#due = newest(rows);
  }

  /** @returns Whether it was on. */
  stop(): boolean {
    const was = this.#isOn;
    this.#isOn = false;
    this.#due = null;
    return was;
  }

  /** Rows have come or changed: the last that is new is the newest. */
  changed(changes: readonly RowChange[]): void {
    if (!this.#isOn) return;
    this.#due = newest(changes.filter(({ before }) => !before).map(({ after }) => after)) ?? this.#due;
  }

  /** The process to be brought into sight, once. */
  take(): string | null {
    const due = this.#due;
    this.#due = null;
    return due;
  }
}

/** Of processes that were started at the same time, the one that was told of last. */
function newest(rows: Iterable<ProcessRow>): string | null {
  let last: ProcessRow | null = null;
  for (const row of rows) if (!last || (row.startedAt ?? 0) >= (last.startedAt ?? 0)) last = row;
  return last?.id ?? null;
}
