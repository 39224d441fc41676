import { l10n } from '../base/l10n.ts';
import type { GridLayout } from '../tree/gridLayout.ts';
import { element, setAttribute } from './dom.ts';
import { focusHeir, type IndexedRows } from './focusHeir.ts';
import { ROW_HEIGHT } from './gridColumns.ts';
import type { GridFocus, TreegridHandlers, TreegridModel } from './gridContract.ts';
import { gridKeyState } from './gridKeyState.ts';
import { GridFrame } from './gridFrame.ts';
import { idOf, listenToPointer } from './gridPointer.ts';
import { perform } from './gridActions.ts';
import { gridAction, type GridAction, type GridState } from './keyboard.ts';
import type { RowElement } from './rowElement.ts';
import { RowLayer } from './rowLayer.ts';
import { RowScroller } from './rowScroller.ts';
import { TypeAhead } from './typeAhead.ts';

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
  readonly #typeAhead = new TypeAhead();
  readonly #scroller = new RowScroller('scroller', this.#layer.element, ROW_HEIGHT);
  #model: TreegridModel = { items: [], selected: null, selection: new Set(), fresh: new Set(), collapsible: true };
  #indices = new Map<string, number>();
  #focus: GridFocus = { id: null, column: null };
  /** The row that is kept at the top while rows come below it, until the user scrolls or goes elsewhere. */
  #top: string | null = null;

  constructor(handlers: TreegridHandlers) {
    this.#handlers = handlers;
    this.#frame = new GridFrame(this.element, {
      changeLayout: (layout) => handlers.changeLayout(layout),
      columns: (shown) => this.#layer.setColumns(shown),
      leaveHeader: () => this.takeFocus(),
    });
    this.element.append(this.#frame.header.element, this.#scroller.element);
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
    return this.#scroller.scrollTop;
  }

  set scrollTop(top: number) {
    this.#scroller.scrollTop = top;
    this.#render();
  }

  /** The row that has the keyboard; null when none has. */
  get focused(): string | null {
    return this.hasFocus ? this.#focus.id : null;
  }

  get hasFocus(): boolean {
    return this.#scroller.element.contains(document.activeElement);
  }

  show(model: TreegridModel): void {
    const { hasFocus } = this;
    const previous = this.#indexed;
    this.#model = model;
    if (model.items !== previous.items) this.#indices = new Map(model.items.map(({ row }, index) => [row.id, index]));
    setAttribute(this.element, 'aria-rowcount', `${model.items.length + 1}`);
    this.#keepFocusedRow(previous);
    this.#scroller.keepPlace(previous, this.#indexed);
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
    this.#scroller.reveal(index);
    this.#render();
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
      viewport: this.#scroller.viewport,
      currentIndex: this.#indices.get(this.#focus.id ?? '') ?? -1,
    });
  }

  #keepFocusedRow(previous: IndexedRows): void {
    const { items, selected } = this.#model;
    const { id } = this.#focus;
    if (id !== null && this.#indices.has(id)) return;
    const heir = id === null ? null : focusHeir(id, previous, { items, indices: this.#indices });
    const first = this.#indices.has(selected ?? '') ? selected : items[0]?.row.id;
    this.#focus = { id: heir ?? first ?? null, column: null };
  }

  #keepTop(): void {
    const index = this.#indices.get(this.#top ?? '');
    if (this.#model.selected !== this.#top || this.#model.items[index ?? -1]?.expanded === false) this.#top = null;
    if (index === undefined || this.#top === null) return;
    this.#scroller.toTop(index);
  }

  #scrollToFocus(): void {
    this.#scroller.measure(); // the grid may just have been shown
    this.#scroller.reveal(this.#indices.get(this.#focus.id ?? '') ?? 0);
    this.#render();
  }

  get #indexed(): IndexedRows {
    return { items: this.#model.items, indices: this.#indices };
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
    this.#focus = { id, column: this.#rowWithFocus?.stopLike(column) ?? null };
    this.#focusTarget()?.focus({ preventScroll: true });
  }

  #listen(): void {
    const { element: scroller } = this.#scroller;
    scroller.addEventListener('scroll', () => this.#onScroll());
    new ResizeObserver(() => this.#onResize()).observe(scroller);
    listenToPointer(this.#layer.element, {
      ...this.#handlers,
      focus: (id) => this.#focusByPointer(id),
      row: (id) => this.#layer.get(id)?.row,
      isSelected: (id) => this.#model.selection.has(id),
    });
    scroller.addEventListener('focusin', (event) => this.#onFocusIn(event));
    scroller.addEventListener('keydown', (event) => this.#onKeyDown(event));
  }

  #onScroll(): void {
    const by = this.#scroller.takeScroll();
    if (by === null) return;
    if (by === 'user') this.#top = null;
    this.#render();
    this.#handlers.looked();
    this.#handlers.scrolled();
  }

  // When the details open below, the row that they are about stays in view.
  #onResize(): void {
    const index = this.#indices.get(this.#model.selected ?? '');
    const wasSeen = index !== undefined && this.#scroller.shows(index);
    if (!this.#scroller.measure()) return;
    this.#keepTop();
    if (this.#top === null && wasSeen) this.#scroller.reveal(index);
    this.#render();
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
    const action = state && (gridAction(event, state) ?? this.#typeAhead.action(event, state, this.#model.items));
    if (!action || (action.type === 'copy' && !(getSelection()?.isCollapsed ?? true))) return;
    // What the grid does, VS Code must not do again: it is sent every key that is left to pass.
    event.preventDefault();
    event.stopPropagation();
    this.#act(action);
  }

  #gridState(): GridState | null {
    return gridKeyState(this.#indexed, this.#model, this.#focus, {
      columns: this.#rowWithFocus?.stops() ?? [],
      pageSize: this.#scroller.pageSize,
      hasHeader: this.#frame.header.isSeen,
    });
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
    perform(action, id, this.#indexed, this.#handlers);
  }
}
