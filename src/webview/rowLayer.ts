import type { VisibleRow } from '../tree/visibleRows.ts';
import { clock } from './clock.ts';
import { element } from './dom.ts';
import { ROW_HEIGHT, type ColumnId } from './gridColumns.ts';
import { severalFlags, type MenuFlags } from './menuContext.ts';
import { RowElement } from './rowElement.ts';
import { visibleWindow, type Viewport } from './virtualList.ts';

const OVERSCAN = 12;

export interface RowLayerView {
  readonly items: readonly VisibleRow[];
  readonly viewport: Viewport;
  /** Ids of those that are selected. */
  readonly selection: ReadonlySet<string>;
  /** The row that Tab leads into: in the document wherever the list is scrolled to. */
  readonly currentIndex: number;
  /** Ids of rows that have just come into the tree. */
  readonly fresh: ReadonlySet<string>;
}

/** The rows that are in the document: those that are seen, some around, and the current one. */
export class RowLayer {
  readonly element = element('div', 'rows', { role: 'presentation' });
  #rows = new Map<string, RowElement>();
  #columns: readonly ColumnId[] = [];
  /** What the context menu offers for all that are selected, when they are several. */
  #several: MenuFlags | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.addEventListener('animationend', ({ target }) => (target as Element).classList.remove('fresh'));
  }

  get(id: string): RowElement | undefined {
    return this.#rows.get(id);
  }

  /** The rows are made anew with the next rendering. */
  setColumns(columns: readonly ColumnId[]): void {
    if (columns.join() === this.#columns.join()) return;
    this.#columns = columns;
    for (const row of this.#rows.values()) row.element.remove();
    this.#rows.clear();
  }

  render(view: RowLayerView): void {
    this.element.style.setProperty('height', `${view.items.length * ROW_HEIGHT}px`);
    const indices = this.#indices(view);
    const wanted = new Set(indices.map((index) => view.items[index]?.row.id));
    for (const [id, row] of this.#rows) {
      if (wanted.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    this.#several = severalFlags(view);
    this.#putInOrder(view, indices);
    if (this.#timer === undefined) this.#showTimes();
  }

  #putInOrder(view: RowLayerView, indices: readonly number[]): void {
    let next = this.element.firstElementChild;
    for (const index of indices) {
      const row = this.#place(view, index);
      // In the order of the tree, which is the one that a screen reader reads in.
      if (row.element === next) next = next.nextElementSibling;
      else this.element.insertBefore(row.element, next);
    }
  }

  /** Goes on by itself as long as a row that is in the document waits. */
  #showTimes(): void {
    const now = clock.now();
    const waiting = [...this.#rows.values()].filter((row) => row.showTime(now));
    this.#timer = waiting.length > 0 ? setTimeout(() => this.#showTimes(), 1000) : undefined;
  }

  #indices({ items, viewport, currentIndex }: RowLayerView): number[] {
    const { start, end } = visibleWindow(viewport, { count: items.length, rowHeight: ROW_HEIGHT }, OVERSCAN);
    const indices = Array.from({ length: end - start }, (_, offset) => start + offset);
    if (currentIndex >= 0 && currentIndex < start) indices.unshift(currentIndex);
    if (currentIndex >= end && currentIndex < items.length) indices.push(currentIndex);
    return indices;
  }

  #place({ items, selection, currentIndex, fresh }: RowLayerView, index: number): RowElement {
    const item = items[index] as VisibleRow;
    const { id } = item.row;
    let row = this.#rows.get(id);
    if (!row) {
      row = new RowElement(id, this.#columns);
      row.element.classList.toggle('fresh', fresh.has(id));
      this.#rows.set(id, row);
    }
    const selected = selection.has(id);
    const menu = selected ? this.#several : null;
    row.update(item, { index, selected, current: index === currentIndex, menu });
    return row;
  }
}
