import { LIFE_HEIGHT } from '../../timeline/looks.ts';
import { parentsOf, type RowRange } from '../../timeline/spawnLines.ts';
import type { ProcessRow } from '../../tree/processRow.ts';
import type { VisibleRow } from '../../tree/visibleRows.ts';
import { element } from '../dom.ts';
import { focusHeir, type IndexedRows } from '../focusHeir.ts';
import { idOf } from '../gridPointer.ts';
import { severalFlags, type MenuFlags } from '../menuContext.ts';
import { RowScroller } from '../rowScroller.ts';
import { visibleWindow } from '../virtualList.ts';
import { LifeRow } from './lifeRow.ts';
import type { LifeStore } from './lifeStore.ts';
import type { TimelineKeyState } from './timelineKeys.ts';

export interface LifeRowsModel {
  readonly items: readonly VisibleRow[];
  readonly selected: string | null;
  readonly selection: ReadonlySet<string>;
  /** Whether rows can be collapsed. */
  readonly collapsible: boolean;
  readonly lives: LifeStore;
  readonly origin: number;
}

const OVERSCAN = 12;

/** The rows of the timeline: which are in the document, and which of them has the focus. */
export class LifeRows {
  readonly content = element('div', 'lives-rows', { role: 'presentation' });
  readonly #scroller = new RowScroller('lives-scroller', this.content, LIFE_HEIGHT);
  readonly element = this.#scroller.element;
  readonly #scrolled: () => void;
  readonly #rows = new Map<string, LifeRow>();
  #model: LifeRowsModel | undefined;
  #indices = new Map<string, number>();
  /** What the context menu offers for all that are selected, when they are several. */
  #several: MenuFlags | null = null;
  #focus: string | null = null;

  /** @param scrolled The user has; or the height has changed. */
  constructor(scrolled: () => void) {
    this.#scrolled = scrolled;
    this.element.addEventListener('scroll', () => this.#onScroll());
    this.element.addEventListener('focusin', ({ target }) => this.#onFocusIn(idOf(target)));
    new ResizeObserver(() => this.#onResize()).observe(this.element);
  }

  get scrollTop(): number {
    return this.#scroller.scrollTop;
  }

  set scrollTop(top: number) {
    this.#scroller.scrollTop = top;
    this.#render();
  }

  /** The row that has the focus, or gets it by Tab. */
  get current(): string | null {
    return this.#focus;
  }

  /** The rows that are in sight or near it. */
  get range(): RowRange {
    const shape = { count: this.#model?.items.length ?? 0, rowHeight: LIFE_HEIGHT };
    return visibleWindow(this.#scroller.viewport, shape, OVERSCAN);
  }

  /** The rows that there are, in the document or not. */
  get indexed(): IndexedRows {
    return { items: this.#model?.items ?? [], indices: this.#indices };
  }

  row(id: string | null): ProcessRow | undefined {
    return this.#model?.items[this.#indices.get(id ?? '') ?? -1]?.row;
  }

  show(model: LifeRowsModel): void {
    const previous = this.indexed;
    const hadFocus = this.element.contains(document.activeElement);
    if (model.items !== previous.items) this.#indices = new Map(model.items.map(({ row }, index) => [row.id, index]));
    this.#model = model;
    if (this.#focus === null || !this.#indices.has(this.#focus)) {
      const heir = this.#focus === null ? null : focusHeir(this.#focus, previous, { ...model, indices: this.#indices });
      this.#focus =
        heir ?? (this.#indices.has(model.selected ?? '') ? model.selected : (model.items[0]?.row.id ?? null));
    }
    this.#scroller.keepPlace(previous, this.indexed);
    this.#render();
    if (hadFocus && !this.element.contains(document.activeElement)) this.takeFocusInPlace();
  }

  /** Scrolls to a row, if need be, and makes it the one that Tab leads to. */
  reveal(id: string): void {
    const index = this.#indices.get(id);
    if (index === undefined) return;
    this.#focus = id;
    this.#scroller.measure(); // it may just have been shown
    this.#scroller.reveal(index);
    this.#render();
  }

  focusIndex(index: number): void {
    const id = this.#model?.items[index]?.row.id;
    if (id === undefined) return;
    this.reveal(id);
    this.takeFocusInPlace();
  }

  /** Gives the keyboard to a row without scrolling. */
  takeFocusInPlace(id: string | null = this.#focus): void {
    this.#focus = id;
    this.#render();
    this.#rows.get(id ?? '')?.element.focus({ preventScroll: true });
  }

  keyState(): TimelineKeyState | null {
    const index = this.#indices.get(this.#focus ?? '');
    if (index === undefined || !this.#model) return null;
    const { items, collapsible, selection } = this.#model;
    const parent = parentsOf(items)[index] ?? -1;
    return {
      index,
      rowCount: items.length,
      pageSize: this.#scroller.pageSize,
      parentIndex: parent < 0 ? null : parent,
      expanded: collapsible ? (items[index]?.expanded ?? null) : null,
      selectedCount: selection.size,
    };
  }

  #render(): void {
    const indices = this.#wantedIndices();
    const wanted = new Set(indices.map((index) => this.#model?.items[index]?.row.id));
    for (const [id, row] of this.#rows) {
      if (wanted.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    this.#several = this.#model ? severalFlags(this.#model) : null;
    let next = this.content.querySelector(':scope > .life');
    for (const index of indices) {
      const row = this.#place(index);
      if (row.element === next) next = next.nextElementSibling;
      else this.content.insertBefore(row.element, next);
    }
  }

  #wantedIndices(): number[] {
    const { start, end } = this.range;
    const indices = Array.from({ length: end - start }, (_, offset) => start + offset);
    const current = this.#indices.get(this.#focus ?? '') ?? -1;
    if (current >= 0 && current < start) indices.unshift(current);
    if (current >= end) indices.push(current);
    return indices;
  }

  #place(index: number): LifeRow {
    const { items, selection, lives, origin } = this.#model as LifeRowsModel;
    const shown = items[index] as VisibleRow;
    const { id } = shown.row;
    const row = this.#rows.get(id) ?? new LifeRow(id);
    this.#rows.set(id, row);
    const selected = selection.has(id);
    const place = { index, selected, current: id === this.#focus, menu: selected ? this.#several : null };
    row.update({ shown, ...place, life: lives.get(id), origin });
    return row;
  }

  #onScroll(): void {
    if (this.#scroller.takeScroll() === null) return;
    this.#render();
    this.#scrolled();
  }

  #onFocusIn(id: string | null): void {
    if (id === null || id === this.#focus) return;
    this.#focus = id;
    this.#render();
  }

  #onResize(): void {
    if (!this.#scroller.measure()) return;
    this.#render();
    this.#scrolled();
  }
}
