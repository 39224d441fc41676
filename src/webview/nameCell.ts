import type { ProcessRow } from '../tree/processRow.ts';
import { statusOf } from '../tree/status.ts';
import type { VisibleRow } from '../tree/visibleRows.ts';
import { element, setAttribute, setClass, setText } from './dom.ts';
import { STATUS_ICONS } from './rowText.ts';

/** The place of a process in the tree, the icon of its state, and its name. */
export class NameCell {
  readonly element = element('div', 'cell name', { role: 'gridcell', 'data-column': 'name', tabindex: '-1' });
  readonly #indent = element('span', 'indent');
  readonly #twistie = element('span', 'twistie', { 'aria-hidden': 'true' });
  readonly #state = element('span', 'codicon', { role: 'img' });
  readonly #label = element('span', 'label');
  #level = 0;

  constructor() {
    this.element.append(this.#indent, this.#twistie, this.#state, this.#label);
  }

  place({ level, expanded }: VisibleRow): void {
    if (this.#level !== level) this.#indent.style.setProperty('width', `${(level - 1) * 8}px`);
    this.#level = level;
    setClass(this.#twistie, `twistie${expanded === null ? '' : ' codicon codicon-chevron-right'}`);
  }

  update(row: ProcessRow): void {
    const { kind, text } = statusOf(row);
    setClass(this.#state, `state codicon codicon-${STATUS_ICONS[kind]}`);
    setAttribute(this.#state, 'aria-label', text);
    setText(this.#label, row.name);
  }
}
