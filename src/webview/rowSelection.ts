import { selectAll, selectOne, selectRange, toggleRow, withoutHidden, type SelectHow } from './selection.ts';
import type { ViewState } from './viewState.ts';

/** Which rows are selected, among those that are seen. */
export class RowSelection {
  /** The ids of the rows that are seen. */
  readonly #order: () => readonly string[];
  #now = selectOne(null);

  constructor({ selected, selection }: Pick<ViewState, 'selected' | 'selection'>, order: () => readonly string[]) {
    this.#order = order;
    if (selected !== null) this.#now = { ...selectOne(selected), ids: new Set([...selection, selected]) };
  }

  /** The row that the details are about: of several, the one that was selected last. */
  get lead(): string | null {
    return this.#now.lead;
  }

  /** That row alone. */
  set lead(id: string | null) {
    this.#now = selectOne(id);
  }

  get ids(): ReadonlySet<string> {
    return this.#now.ids;
  }

  /** @param from Where a range begins if nothing is selected there: the row that had the focus. */
  select(id: string, how: SelectHow, from?: string): void {
    if (how === 'one') this.lead = id;
    else if (how === 'toggle') this.#now = toggleRow(this.#now, id);
    else {
      const base = from === undefined || this.ids.has(from) ? this.#now : selectOne(from);
      this.#now = selectRange(base, id, this.#order());
    }
  }

  all(): void {
    this.#now = selectAll(this.#now, this.#order());
  }

  /** What is not there any more, or of several is not seen, is not selected. */
  settle(isThere: (id: string) => boolean): void {
    if (this.ids.size > 1) {
      const seen = new Set(this.#order());
      this.#now = withoutHidden(this.#now, (id) => seen.has(id));
    }
    if (this.lead !== null && !isThere(this.lead)) this.lead = null;
  }

  /** What something done to a row is about: all that are selected, in their order, if it is one of them. */
  with(id: string): readonly string[] {
    return this.ids.size > 1 && this.ids.has(id) ? this.#order().filter((other) => this.ids.has(other)) : [id];
  }
}
