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
  #toldSelection = '[]';
  readonly #row: (id: string) => ProcessRow | undefined;

  constructor(api: VsCodeApi, notices: RowNotices, row: (id: string) => ProcessRow | undefined) {
    this.#api = api;
    this.#notices = notices;
    this.#row = row;
  }

  /** On several rows the host does it to those that it can be done to. */
  command(command: RowCommand, ids: readonly string[]): void {
    const rows = ids.map((id) => this.#row(id)).filter((row) => row !== undefined);
    const [first] = rows;
    if (!first) return;
    const isRefused = rows.every((row) => commandRefusal(command, row) !== null);
    if (this.#notices.refuse(first, isRefused ? commandRefusal(command, first) : null)) return;
    const others = rows.slice(1).map(({ id }) => id);
    this.#api.post({ type: 'command', command, id: first.id, ...(others.length > 0 && { others }) });
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

  /** Says which are selected, if they are others than before. @param ids First the one that the details are about. */
  tellSelection(ids: readonly string[]): void {
    const [id = null, ...others] = new Set(ids);
    const key = JSON.stringify([...new Set(ids)]);
    if (key === this.#toldSelection) return;
    this.#toldSelection = key;
    this.#api.post({ type: 'selection', id, ...(others.length > 0 && { others }) });
  }
}
