import { haltLocation } from '../tree/haltText.ts';
import type { RowCommand } from '../tree/messages.ts';
import type { ProcessRow, RowLocation } from '../tree/processRow.ts';
import { commandRefusal, openWaitRefusal } from './commandRefusal.ts';
import type { RowNotices } from './rowNotices.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** Asks the host for what the user wants of a row, or says why that cannot be. */
export class RowRequests {
  readonly #api: VsCodeApi;
  readonly #notices: RowNotices;
  #toldSelection: string | null = null;
  readonly #row: (id: string) => ProcessRow | undefined;

  constructor(api: VsCodeApi, notices: RowNotices, row: (id: string) => ProcessRow | undefined) {
    this.#api = api;
    this.#notices = notices;
    this.#row = row;
  }

  command(command: RowCommand, id: string): void {
    const row = this.#row(id);
    if (!row) return;
    if (!this.#notices.refuse(row, commandRefusal(command, row))) this.#api.post({ type: 'command', command, id });
  }

  openWait(id: string): void {
    const row = this.#row(id);
    if (row) this.#notices.refuse(row, openWaitRefusal(row));
    const location = row && haltLocation(row);
    if (location) this.open(location);
  }

  open({ url, line, column }: RowLocation): void {
    this.#api.post({ type: 'open', url, line, column });
  }

  /** Says which row is selected, if it is another than before. */
  tellSelection(id: string | null): void {
    if (id === this.#toldSelection) return;
    this.#toldSelection = id;
    this.#api.post({ type: 'selection', id });
  }
}
