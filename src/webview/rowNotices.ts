import type { ProcessRow } from '../tree/processRow.ts';
import type { RowChange } from './rowStore.ts';
import type { StatusLine } from './statusLine.ts';

/** What the status line says of rows: which command failed last, and why something cannot be done. */
export class RowNotices {
  readonly #line: StatusLine;
  readonly #row: (id: string | null) => ProcessRow | undefined;
  /** The row whose command failed last, and what has been said of it. */
  #troubled: string | null = null;
  #shown: string | null = null;

  constructor(line: StatusLine, row: (id: string | null) => ProcessRow | undefined) {
    this.#line = line;
    this.#row = row;
  }

  changed(changes: readonly RowChange[]): void {
    for (const { before, after } of changes) {
      if (after.commandError !== null && after.commandError !== before?.commandError) this.#troubled = after.id;
    }
    const row = this.#row(this.#troubled);
    const text = row?.commandError ? `${row.name}: ${row.commandError}` : null;
    if (text === this.#shown) return;
    this.#shown = text;
    this.#line.set('command', text === null ? null : { severity: 'error', text });
  }

  /** @param refusal A sentence; null takes the one before back. @returns Whether there is one. */
  refuse({ name }: ProcessRow, refusal: string | null): boolean {
    this.#line.set('view', refusal === null ? null : { severity: 'info', text: `${name}: ${refusal}` });
    return refusal !== null;
  }
}
