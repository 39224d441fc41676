import { lifeLabel } from '../../timeline/lifeText.ts';
import { LIFE_HEIGHT } from '../../timeline/looks.ts';
import type { Life } from '../../tree/life.ts';
import type { ProcessRow } from '../../tree/processRow.ts';
import { statusOf } from '../../tree/status.ts';
import type { VisibleRow } from '../../tree/visibleRows.ts';
import { element, setAttribute } from '../dom.ts';
import { menuContext } from '../menuContext.ts';
import { NameCell } from '../nameCell.ts';
import type { RowPlace } from '../rowElement.ts';

export interface LifeRowView extends RowPlace {
  readonly shown: VisibleRow;
  readonly life: Life | undefined;
  /** The beginning of time. */
  readonly origin: number;
}

/** The elements of one process in the timeline: its name, and room for the bars, which are drawn over it. */
export class LifeRow {
  readonly element: HTMLElement;
  readonly #name = new NameCell();
  #view: LifeRowView | undefined;

  constructor(id: string) {
    const bars = element('div', 'cell bars', { role: 'gridcell' });
    this.element = element('div', 'life', { role: 'row', 'data-process-id': id }, this.#name.element, bars);
  }

  get row(): ProcessRow | undefined {
    return this.#view?.shown.row;
  }

  update(view: LifeRowView): void {
    const before = this.#view;
    const { shown, index, selected, current, menu, life, origin } = view;
    const { element: row } = this;
    if (before?.index !== index) {
      row.style.setProperty('top', `${index * LIFE_HEIGHT}px`);
      setAttribute(row, 'aria-rowindex', `${index + 2}`); // the header is the first
    }
    setAttribute(row, 'aria-level', `${shown.level}`);
    setAttribute(row, 'aria-posinset', `${shown.posinset}`);
    setAttribute(row, 'aria-setsize', `${shown.setsize}`);
    setAttribute(row, 'aria-expanded', shown.expanded === null ? null : `${shown.expanded}`);
    setAttribute(row, 'aria-selected', `${selected}`);
    setAttribute(row, 'tabindex', current ? '0' : '-1');
    setAttribute(row, 'data-vscode-context', menuContext(shown, menu));
    this.#name.place(shown);
    if (before?.shown.row !== shown.row) this.#updateRow(shown.row);
    if (before?.shown.row !== shown.row || before.life !== life || before.origin !== origin)
      setAttribute(row, 'aria-label', lifeLabel(shown.row, life, origin));
    this.#view = view;
  }

  #updateRow(row: ProcessRow): void {
    setAttribute(this.element, 'data-status', statusOf(row).kind);
    setAttribute(this.element, 'data-kind', row.kind);
    this.element.classList.toggle('dim', !row.alive);
    this.#name.update(row);
  }
}
