import { l10n } from '../base/l10n.ts';
import type { GridLayout } from '../tree/gridLayout.ts';
import type { VisibleRow } from '../tree/visibleRows.ts';
import { element, setAttribute } from './dom.ts';
import { focusHeir, type IndexedRows } from './focusHeir.ts';
import { ROW_HEIGHT } from './gridColumns.ts';
import type { GridFocus, TreegridHandlers, TreegridModel } from './gridContract.ts';
import { GridFrame } from './gridFrame.ts';
import { idOf, listenToPointer } from './gridPointer.ts';
import { perform } from './gridActions.ts';
import { gridAction, type GridAction, type GridState } from './keyboard.ts';
import type { RowElement } from './rowElement.ts';
import { RowLayer } from './rowLayer.ts';
import { pageSize, scrollTopToReveal } from './virtualList.ts';

/** The grid: which rows it shows, and which of them has the focus. */
export class Treegrid {
  readonly element = element('div', 'grid', {
    role: 'treegrid',
    'aria-label': l10n.t('Processes'),
    'aria-multiselectable': 'true',
  });
  readonly #handlers: TreegridHandlers;
  readonly #layer = new RowLayer();
  readonly #frame: GridFrame;
  readonly #scroller = element('div', 'scroller', { role: 'rowgroup' }, this.#layer.element);
  #model: TreegridModel = { items: [], selected: null, selection: new Set(), fresh: new Set(), collapsible: true };
  #indices = new Map<string, number>();
  #focus: GridFocus = { id: null, column: null };
  /** The row that is kept at the top while rows come below it, until the user scrolls or goes elsewhere. */
  #top: string | null = null;
  #scrollTop = 0;
  #height = 0;

  constructor(handlers: TreegridHandlers) {
    this.#handlers = handlers;
    this.#frame = new GridFrame(this.element, {
      changeLayout: (layout) => handlers.changeLayout(layout),
      columns: (shown) => this.#layer.setColumns(shown),
      leaveHeader: () => this.takeFocus(),
    });
    this.element.append(this.#frame.header.element, this.#scroller);
    this.#listen();
  }

  /** Rows that are shown anew keep the focus. */
  set layout(layout: GridLayout) {
    const { hasFocus } = this;
    this.#frame.layout = layout;
    this.#render();
    if (hasFocus && !this.hasFocus) this.#focusTarget()?.focus({ preventScroll: true });
  }

  get scrollTop(): number {
    return this.#scrollTop;
  }

  set scrollTop(top: number) {
    this.#scroller.scrollTop = top;
    this.#scrollTop = this.#scroller.scrollTop;
    this.#render();
  }

  /** The row that has the keyboard; null when none has. */
  get focused(): string | null {
    return this.hasFocus ? this.#focus.id : null;
  }

  get hasFocus(): boolean {
    return this.#scroller.contains(document.activeElement);
  }

  show(model: TreegridModel): void {
    const { hasFocus } = this;
    const previous = { items: this.#model.items, indices: this.#indices };
    this.#model = model;
    if (model.items !== previous.items) this.#indices = new Map(model.items.map(({ row }, index) => [row.id, index]));
    setAttribute(this.element, 'aria-rowcount', `${model.items.length + 1}`);
    this.#keepFocusedRow(previous);
    this.#keepPosition(previous.items);
    this.#keepTop();
    this.#render();
    if (hasFocus && !this.hasFocus) this.#focusTarget()?.focus({ preventScroll: true });
  }

  /**
   * Scrolls to a row, if need be, and makes it the one that Tab leads to.
   * @param atTop Keeps it at the top, as far as the list is long enough: what comes below it shall be seen.
   */
  reveal(id: string, atTop: boolean): void {
    if (!this.#indices.has(id)) return;
    this.#focus = { id, column: null };
    this.#top = atTop ? id : null;
    this.#scrollToFocus();
    this.#keepTop();
    this.#render();
    if (this.hasFocus) this.#focusTarget()?.focus({ preventScroll: true });
  }

  /** Scrolls to the first of these rows that is there, and leaves the focus where it is. */
  follow(ids: readonly string[]): void {
    const index = ids.map((id) => this.#indices.get(id)).find((one) => one !== undefined);
    if (index === undefined) return;
    this.#top = null;
    this.scrollTop = scrollTopToReveal(index, { scrollTop: this.#scrollTop, height: this.#height }, ROW_HEIGHT);
  }

  /** Gives the keyboard to the current row. */
  takeFocus(): void {
    if (this.#focus.id !== null) this.#moveFocus(this.#focus.id, null);
  }

  /** The same without scrolling, which would move what is just being clicked. */
  takeFocusInPlace(): void {
    this.#focusTarget()?.focus({ preventScroll: true });
  }

  #render(): void {
    this.#layer.render({
      ...this.#model,
      viewport: { scrollTop: this.#scrollTop, height: this.#height },
      currentIndex: this.#indices.get(this.#focus.id ?? '') ?? -1,
    });
  }

  #keepFocusedRow(previous: IndexedRows): void {
    const { items, selected } = this.#model;
    const { id } = this.#focus;
    if (id !== null && this.#indices.has(id)) return;
    const heir = id === null ? null : focusHeir(id, previous, { items, indices: this.#indices });
    this.#setFocus(heir ?? (this.#indices.has(selected ?? '') ? selected : items[0]?.row.id));
  }

  #setFocus(id: string | null | undefined): void {
    this.#focus = { id: id ?? null, column: null };
  }

  // Rows that come or go above what is seen must not move it.
  #keepPosition(previous: readonly VisibleRow[]): void {
    this.#layer.element.style.setProperty('height', `${this.#model.items.length * ROW_HEIGHT}px`);
    let index = Math.floor(this.#scrollTop / ROW_HEIGHT);
    if (index === 0) return;
    while (index < previous.length && !this.#indices.has(previous[index]?.row.id ?? '')) index++;
    const now = this.#indices.get(previous[index]?.row.id ?? '') ?? index;
    if (now !== index) this.#scroller.scrollTop = this.#scrollTop + (now - index) * ROW_HEIGHT;
    this.#scrollTop = this.#scroller.scrollTop;
  }

  #keepTop(): void {
    const index = this.#indices.get(this.#top ?? '');
    if (this.#model.selected !== this.#top || this.#model.items[index ?? -1]?.expanded === false) this.#top = null;
    if (index === undefined || this.#top === null) return;
    this.#scroller.scrollTop = index * ROW_HEIGHT;
    this.#scrollTop = this.#scroller.scrollTop;
  }

  #scrollToFocus(): void {
    this.#height = this.#scroller.clientHeight; // the grid may just have been shown
    const viewport = { scrollTop: this.#scrollTop, height: this.#height };
    this.scrollTop = scrollTopToReveal(this.#indices.get(this.#focus.id ?? '') ?? 0, viewport, ROW_HEIGHT);
  }

  #focusTarget(): HTMLElement | undefined {
    return this.#rowWithFocus?.stop(this.#focus.column);
  }

  get #rowWithFocus(): RowElement | undefined {
    return this.#layer.get(this.#focus.id ?? '');
  }

  #moveFocus(id: string, column: string | null): void {
    if (!this.#indices.has(id)) return;
    this.#focus = { id, column };
    this.#top = null;
    this.#scrollToFocus();
    this.#focus = { id, column: this.#stopFor(column) };
    this.#focusTarget()?.focus({ preventScroll: true });
  }

  /** A row may lack what the row before had: in a narrow view, or what it would wait for. */
  #stopFor(column: string | null): string | null {
    const stops = this.#rowWithFocus?.stops() ?? [];
    if (column === null || stops.includes(column)) return column;
    return column === 'waiting' && stops.includes('status') ? 'status' : 'name';
  }

  #listen(): void {
    this.#scroller.addEventListener('scroll', () => {
      if (this.#scroller.scrollTop === this.#scrollTop) return;
      // With another height it is the browser that has scrolled.
      if (this.#scroller.clientHeight === this.#height) this.#top = null;
      this.#scrollTop = this.#scroller.scrollTop;
      this.#render();
      this.#handlers.looked();
      this.#handlers.scrolled();
    });
    new ResizeObserver(() => this.#onResize()).observe(this.#scroller);
    listenToPointer(this.#layer.element, {
      ...this.#handlers,
      focus: (id) => this.#focusByPointer(id),
      row: (id) => this.#layer.get(id)?.row,
      isSelected: (id) => this.#model.selection.has(id),
    });
    this.#scroller.addEventListener('focusin', (event) => this.#onFocusIn(event));
    this.#scroller.addEventListener('keydown', (event) => this.#onKeyDown(event));
  }

  // When the details open below, the row that they are about stays in view.
  #onResize(): void {
    if (this.#scroller.clientHeight === 0) return; // it is not shown
    const before = { scrollTop: this.#scrollTop, height: this.#height };
    this.#height = this.#scroller.clientHeight;
    this.#keepTop();
    if (this.#top !== null) return this.#render();
    const index = this.#indices.get(this.#model.selected ?? '');
    if (index === undefined || scrollTopToReveal(index, before, ROW_HEIGHT) !== before.scrollTop) return this.#render();
    this.scrollTop = scrollTopToReveal(index, { ...before, height: this.#height }, ROW_HEIGHT);
  }

  #focusByPointer(id: string): void {
    this.#top = null;
    this.#focus = { id, column: null };
    this.#render();
    this.#focusTarget()?.focus({ preventScroll: true });
  }

  #onFocusIn({ target }: FocusEvent): void {
    const id = idOf(target);
    if (id === null) return;
    const column = (target as Element).getAttribute('data-column');
    if (id === this.#focus.id && column === this.#focus.column) return;
    this.#focus = { id, column };
    this.#render();
  }

  #onKeyDown(event: KeyboardEvent): void {
    const state = this.#gridState();
    const action = state && gridAction(event, state);
    if (!action || (action.type === 'copy' && !(getSelection()?.isCollapsed ?? true))) return;
    // What the grid does, VS Code must not do again: it is sent every key that is left to pass.
    event.preventDefault();
    event.stopPropagation();
    this.#act(action);
  }

  #gridState(): GridState | null {
    const { items } = this.#model;
    const { id, column } = this.#focus;
    const index = this.#indices.get(id ?? '');
    const item = items[index ?? -1];
    if (index === undefined || !item) return null;
    return {
      index,
      column,
      columns: this.#rowWithFocus?.stops() ?? [],
      onButton: column === 'terminate' || column === 'join',
      expanded: this.#model.collapsible ? item.expanded : null,
      parentIndex: this.#indices.get(item.inGroup ?? item.row.parentId ?? '') ?? null,
      rowCount: items.length,
      selectedCount: this.#model.selection.size,
      pageSize: pageSize(this.#height, ROW_HEIGHT),
      hasHeader: this.#frame.header.isSeen,
    };
  }

  #act(action: GridAction): void {
    const { id } = this.#focus;
    if (id === null) return;
    this.#top = null;
    if (action.type === 'header') return this.#frame.header.takeFocus(this.#focus.column);
    if (action.type === 'focus' || action.type === 'extend') {
      const to = this.#model.items[action.index]?.row.id ?? id;
      this.#handlers.looked();
      this.#moveFocus(to, action.column);
      return action.type === 'extend' ? this.#handlers.select(to, 'range', id) : undefined;
    }
    perform(action, id, { items: this.#model.items, indices: this.#indices }, this.#handlers);
  }
}
