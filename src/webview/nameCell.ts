import { l10n } from '../base/l10n.ts';
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
  readonly #debug = element('span', 'current-debug', { role: 'img' });
  #level = 0;

  constructor() {
    this.element.append(this.#indent, this.#twistie, this.#state, this.#label, this.#debug);
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
    this.#updateDebug(row);
  }

  /** Which process the debugger's toolbar and views are about. */
  #updateDebug({ debug }: ProcessRow): void {
    const isCurrent = debug?.current === true;
    setClass(this.#debug, `current-debug${isCurrent ? ' codicon codicon-debug-stackframe-focused' : ''}`);
    setAttribute(this.#debug, 'aria-label', isCurrent ? l10n.t('the debugger is at it') : null);
    setAttribute(this.#debug, 'title', isCurrent ? l10n.t("The debugger's toolbar and views are about it") : null);
  }
}
