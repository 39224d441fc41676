import { DEFAULT_COLUMNS, type GridLayout } from '../tree/gridLayout.ts';
import { setAttribute } from './dom.ts';
import { columnLayout, type ColumnLayout } from './columnLayout.ts';
import type { ColumnId } from './gridColumns.ts';
import { GridHeader } from './gridHeader.ts';

export interface GridFrameHandlers {
  /** The user has changed a width or the order. */
  changeLayout(layout: GridLayout): void;
  /** Which columns there are. */
  columns(shown: readonly ColumnId[]): void;
  leaveHeader(): void;
}

/** The header of the grid, and how wide its columns are in the room that there is. */
export class GridFrame {
  readonly header: GridHeader;
  readonly #grid: HTMLElement;
  readonly #handlers: GridFrameHandlers;
  #layout: GridLayout = { shown: DEFAULT_COLUMNS, widths: {}, sort: null, rollUp: 0 };
  #columns: ColumnLayout = columnLayout(this.#layout, Infinity);

  constructor(grid: HTMLElement, handlers: GridFrameHandlers) {
    this.#grid = grid;
    this.#handlers = handlers;
    this.header = new GridHeader({
      sort: (sort) => handlers.changeLayout({ ...this.#layout, sort }),
      resize: (column, width) => this.#resize(column, width),
      leave: () => handlers.leaveHeader(),
    });
    this.#apply();
    new ResizeObserver(() => this.#onResize()).observe(grid);
  }

  set layout(layout: GridLayout) {
    this.#layout = layout;
    this.#columns = columnLayout(layout, this.#grid.clientWidth || Infinity);
    this.#apply();
  }

  #onResize(): void {
    const room = this.#grid.clientWidth;
    if (room === 0) return; // the other tab is shown
    const columns = columnLayout(this.#layout, room);
    const isSame = columns.template === this.#columns.template && columns.shown.join() === this.#columns.shown.join();
    this.#columns = columns;
    if (!isSame) this.#apply();
  }

  #apply(): void {
    const { template, folded, shown } = this.#columns;
    this.#grid.style.setProperty('--columns', template);
    setAttribute(this.#grid, 'data-folded', folded);
    setAttribute(this.#grid, 'aria-colcount', `${shown.length}`);
    this.header.show(shown, this.#layout.sort);
    this.#handlers.columns(shown);
  }

  #resize(column: ColumnId, width: number | null): void {
    const { [column]: _, ...others } = this.#layout.widths;
    const widths = width === null ? others : { ...others, [column]: width };
    this.#handlers.changeLayout({ ...this.#layout, widths });
  }
}
