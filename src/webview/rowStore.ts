import type { PatchMessage, SnapshotMessage } from '../tree/messages.ts';
import type { ProcessRow } from '../tree/processRow.ts';

export interface RowChange {
  /** undefined for a row that is new. */
  readonly before: ProcessRow | undefined;
  readonly after: ProcessRow;
}

/** The host's rows as the webview has them, in the tree's order. */
export class RowStore {
  #rows = new Map<string, ProcessRow>();
  #revision: number | null = null;
  #shape = 0;
  #changed: ProcessRow[] = [];

  get rows(): ReadonlyMap<string, ProcessRow> {
    return this.#rows;
  }

  /** Whether a snapshot has come and no patch has been missed since. */
  get inStep(): boolean {
    return this.#revision !== null;
  }

  /** Another number after a row has come, gone or moved. */
  get shape(): number {
    return this.#shape;
  }

  /** The rows whose contents have changed since the last time, if the shape has not. */
  takeChanged(): readonly ProcessRow[] {
    const changed = this.#changed;
    this.#changed = [];
    return changed;
  }

  /** Replaces all rows; returns those that are new or differ in identity. */
  applySnapshot({ revision, rows }: SnapshotMessage): RowChange[] {
    const previous = this.#rows;
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    this.#revision = revision;
    this.#reshape();
    return rows.map((after) => ({ before: previous.get(after.id), after }));
  }

  /**
   * Returns what changed, or null when a patch before this one was missed: then the rows stay as they are,
   * further patches are ignored, and a snapshot has to be asked for.
   */
  applyPatch({ revision, changed, removed }: PatchMessage): RowChange[] | null {
    if (this.#revision === null) return [];
    if (revision !== this.#revision + 1) {
      this.#revision = null;
      return null;
    }
    this.#revision = revision;
    for (const id of removed) if (this.#rows.delete(id)) this.#reshape();
    const changes = changed.map((after) => ({ before: this.#rows.get(after.id), after }));
    for (const row of changed) this.#rows.set(row.id, row); // a new key comes last, so a new row last of its siblings
    if (changes.every(({ before, after }) => before?.parentId === after.parentId)) this.#changed.push(...changed);
    else this.#reshape();
    return changes;
  }

  #reshape(): void {
    this.#shape++;
    this.#changed = [];
  }
}
