import type { RowGroup } from '../tree/groupRow.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import type { VisibleRow } from '../tree/visibleRows.ts';

/**
 * The rows that are seen, as long as none of them comes, goes or moves: what changes then is put in its place, since to
 * walk the whole tree anew in each frame would take most of a processor with ten thousand rows.
 */
export class FlatRows {
  /** The same array as long as the rows are the same. */
  readonly items: VisibleRow[];
  readonly #indices: ReadonlyMap<string, number>;

  constructor(items: VisibleRow[]) {
    this.items = items;
    this.#indices = new Map(items.map(({ row }, index) => [row.id, index]));
  }

  /** A row with other contents at the same place; one that is not seen is left out. */
  replace(row: ProcessRow, group?: RowGroup): void {
    const index = this.#indices.get(row.id);
    const item = this.items[index ?? -1];
    if (index !== undefined && item) this.items[index] = { ...item, row, ...(group && { group }) };
  }
}
