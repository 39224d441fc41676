import { l10n } from '../base/l10n.ts';
import { nextSort, type SortOrder } from '../tree/gridLayout.ts';
import { element, setAttribute, setClass } from './dom.ts';
import { COLUMNS, type Column, type ColumnId } from './gridColumns.ts';
import { clamp } from './virtualList.ts';

export interface GridHeaderHandlers {
  sort(order: SortOrder | null): void;
  /** In CSS pixels; null for the width that it has by itself. */
  resize(column: ColumnId, width: number | null): void;
  /** The focus goes down to the rows. */
  leave(): void;
}

const STEP = 8;
const LEAST_WIDTH = 32;
const MOST_WIDTH = 1000;

/** The titles of the columns: a click sorts, their right edges are drawn, and the keyboard does both. */
export class GridHeader {
  readonly element = element('div', 'grid-header', { role: 'rowgroup' });
  readonly #row = element('div', 'header-row', { role: 'row', 'aria-rowindex': '1' });
  readonly #handlers: GridHeaderHandlers;
  readonly #cells = new Map<ColumnId, HTMLElement>();
  #sort: SortOrder | null = null;

  constructor(handlers: GridHeaderHandlers) {
    this.#handlers = handlers;
    this.element.append(this.#row);
    this.element.setAttribute(
      'data-vscode-context',
      JSON.stringify({ webviewSection: 'columns', preventDefaultContextMenuItems: true }),
    );
    this.#row.addEventListener('keydown', (event) => this.#onKeyDown(event));
  }

  /** Not in a narrow view, where each row is a line. */
  get isSeen(): boolean {
    return this.element.offsetHeight > 1;
  }

  /** Gives it the keyboard, at a column if that is shown. */
  takeFocus(column: string | null): void {
    const cell = this.#row.querySelector<HTMLElement>(`[data-column="${column}"][tabindex]`);
    (cell ?? this.#cells.get('name'))?.focus();
  }

  show(shown: readonly ColumnId[], sort: SortOrder | null): void {
    this.#sort = sort;
    const focused = this.#focused;
    for (const column of COLUMNS) if (shown.includes(column.id)) this.#update(column);
    const cells = shown.map((id) => this.#cells.get(id)).filter((cell) => cell !== undefined);
    if (cells.length !== this.#row.children.length || cells.some((cell, index) => cell !== this.#row.children[index]))
      this.#row.replaceChildren(...cells);
    if (focused !== null) this.#cells.get(focused)?.focus();
  }

  #update(column: Column): void {
    const { id } = column;
    let cell = this.#cells.get(id);
    if (!cell) {
      cell = this.#make(column);
      this.#cells.set(id, cell);
    }
    if (id === 'actions') return;
    const direction = this.#sort?.column === id ? (this.#sort.descending ? 'descending' : 'ascending') : null;
    setAttribute(cell, 'aria-sort', direction ?? 'none');
    const icon = cell.querySelector('.sort');
    if (icon)
      setClass(icon, `sort${direction ? ` codicon codicon-arrow-${direction === 'descending' ? 'down' : 'up'}` : ''}`);
  }

  #make({ id, title }: Column): HTMLElement {
    const cell = element(
      'div',
      `cell ${id}`,
      { role: 'columnheader', 'data-column': id },
      element('span', id === 'actions' ? 'visually-hidden' : '', {}, title()),
    );
    if (id === 'actions') return cell;
    cell.tabIndex = -1; // the rows lead to it, by the arrow that goes up
    const edge = element('span', 'edge', { 'aria-hidden': 'true' });
    cell.title = l10n.t('Sort by {0}; Alt+Left and Alt+Right change the width', title());
    cell.append(element('span', 'sort', { 'aria-hidden': 'true' }), edge);
    cell.addEventListener('click', ({ target }) => target !== edge && this.#toggle(id));
    edge.addEventListener('pointerdown', (event) => this.#drag(event, id, cell));
    edge.addEventListener('dblclick', () => this.#handlers.resize(id, null));
    return cell;
  }

  #toggle(id: ColumnId): void {
    if (id !== 'actions') this.#handlers.sort(nextSort(this.#sort, id));
  }

  #drag(event: PointerEvent, id: ColumnId, cell: HTMLElement): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const edge = event.target as HTMLElement;
    const start = { x: event.clientX, width: cell.getBoundingClientRect().width };
    const ended = new AbortController();
    edge.setPointerCapture(event.pointerId);
    const { signal } = ended;
    edge.addEventListener('pointermove', ({ clientX }) => this.#resize(id, start.width + clientX - start.x), {
      signal,
    });
    edge.addEventListener('lostpointercapture', () => ended.abort(), { signal });
  }

  #resize(id: ColumnId, width: number): void {
    this.#handlers.resize(id, Math.round(clamp(width, LEAST_WIDTH, MOST_WIDTH)));
  }

  #onKeyDown(event: KeyboardEvent): void {
    const id = this.#focused;
    if (id === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(event.altKey ? this.#widen(id, event.key) : this.#act(id, event.key))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #widen(id: ColumnId, key: string): boolean {
    const width = this.#cells.get(id)?.getBoundingClientRect().width ?? 0;
    if (key !== 'ArrowLeft' && key !== 'ArrowRight') return false;
    this.#resize(id, width + (key === 'ArrowRight' ? STEP : -STEP));
    return true;
  }

  #act(id: ColumnId, key: string): boolean {
    const cells = [...this.#row.children].filter((cell) => !cell.classList.contains('actions')) as HTMLElement[];
    const index = cells.findIndex((cell) => cell === this.#cells.get(id));
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: cells.length - 1 }[key];
    if (to !== undefined) cells[clamp(to, 0, cells.length - 1)]?.focus();
    else if (key === 'Enter' || key === ' ') this.#toggle(id);
    else if (key === 'ArrowDown') this.#handlers.leave();
    else return false;
    return true;
  }

  get #focused(): ColumnId | null {
    const at = document.activeElement;
    return [...this.#cells].find(([, cell]) => cell === at)?.[0] ?? null;
  }
}
