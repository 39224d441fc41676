import { element } from './dom.ts';
import type { IndexedRows } from './focusHeir.ts';
import { pageSize, scrollTopToReveal, type Viewport } from './virtualList.ts';

/** Where a list of rows is scrolled to: what is seen of it stays in its place when rows come and go above. */
export class RowScroller {
  readonly element: HTMLElement;
  readonly #content: HTMLElement;
  readonly #rowHeight: number;
  #viewport: Viewport = { scrollTop: 0, height: 0 };

  /** @param content As high as all rows together. */
  constructor(className: string, content: HTMLElement, rowHeight: number) {
    this.element = element('div', className, { role: 'rowgroup' }, content);
    this.#content = content;
    this.#rowHeight = rowHeight;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }

  /** In rows. */
  get pageSize(): number {
    return pageSize(this.#viewport.height, this.#rowHeight);
  }

  get scrollTop(): number {
    return this.#viewport.scrollTop;
  }

  /** As far as the list is long enough. */
  set scrollTop(top: number) {
    this.element.scrollTop = top;
    this.#read();
  }

  /** There are other rows than before. */
  keepPlace(previous: IndexedRows, { items, indices }: IndexedRows): void {
    this.#content.style.setProperty('height', `${items.length * this.#rowHeight}px`);
    let index = Math.floor(this.scrollTop / this.#rowHeight);
    if (index === 0) return;
    while (index < previous.items.length && !indices.has(previous.items[index]?.row.id ?? '')) index++;
    const now = indices.get(previous.items[index]?.row.id ?? '') ?? index;
    if (now !== index) this.element.scrollTop = this.scrollTop + (now - index) * this.#rowHeight;
    this.#read();
  }

  toTop(index: number): void {
    this.scrollTop = index * this.#rowHeight;
  }

  /** Scrolls to a row, if need be. */
  reveal(index: number): void {
    this.scrollTop = scrollTopToReveal(index, this.#viewport, this.#rowHeight);
  }

  /** Whether a row is wholly in sight. */
  shows(index: number): boolean {
    return scrollTopToReveal(index, this.#viewport, this.#rowHeight) === this.scrollTop;
  }

  /** Its height may be another. @returns Whether it is shown. */
  measure(): boolean {
    const { clientHeight: height } = this.element;
    if (height > 0) this.#viewport = { ...this.#viewport, height };
    return height > 0;
  }

  /** @returns Who has scrolled since the last time: with another height it is the browser. */
  takeScroll(): 'user' | 'browser' | null {
    if (this.element.scrollTop === this.scrollTop) return null;
    this.#read();
    return this.element.clientHeight === this.#viewport.height ? 'user' : 'browser';
  }

  #read(): void {
    this.#viewport = { ...this.#viewport, scrollTop: this.element.scrollTop };
  }
}
