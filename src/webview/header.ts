import { l10n } from '../base/l10n.ts';
import type { Counts } from '../tree/status.ts';
import { CountsLine } from './countsLine.ts';
import { element, icon, setAttribute, setHidden } from './dom.ts';

export interface HeaderHandlers {
  filter(text: string): void;
  leaveFilter(): void;
  toggleFollow(): void;
}

/** The line above the grid: the filter, and how many processes there are in which state. */
export class Header {
  readonly element = element('div', 'header');
  readonly #handlers: HeaderHandlers;
  readonly #input = element('input', '', {
    type: 'text',
    role: 'searchbox',
    'aria-label': l10n.t('Filter processes'),
    placeholder: l10n.t('Filter (/)'),
    spellcheck: 'false',
    autocomplete: 'off',
  });
  readonly #clear = element(
    'button',
    'clear',
    { type: 'button', 'aria-label': l10n.t('Clear filter'), title: l10n.t('Clear filter') },
    icon('close'),
  );
  readonly #counts = new CountsLine();
  readonly #follow = element('button', 'tool codicon codicon-fold-down', {
    type: 'button',
    'aria-label': l10n.t('Follow New Processes'),
    title: l10n.t('Follow New Processes: keep what is started last in sight'),
  });

  /** @param tabs The switch between the tree and the timeline. */
  constructor(handlers: HeaderHandlers, filter: string, tabs: HTMLElement) {
    this.#handlers = handlers;
    this.#input.value = filter;
    this.#clear.hidden = filter === '';
    this.element.append(element('div', 'filter', {}, this.#input, this.#clear));
    this.element.append(this.#counts.element, this.#follow, tabs);
    this.#input.addEventListener('input', () => this.#changed());
    this.#input.addEventListener('keydown', (event) => this.#onKeyDown(event));
    this.#follow.addEventListener('click', () => handlers.toggleFollow());
    this.#clear.addEventListener('click', () => {
      this.setFilter('');
      this.focusFilter();
    });
  }

  /** null where there is nothing to follow. */
  showFollowing(following: boolean | null): void {
    setHidden(this.#follow, following === null);
    setAttribute(this.#follow, 'aria-pressed', `${following === true}`);
  }

  setFilter(text: string): void {
    this.#input.value = text;
    this.#changed();
  }

  focusFilter(): void {
    this.#input.focus();
    this.#input.select();
  }

  /** @param matches How many the filter finds; null without one. */
  showCounts(counts: Counts, matches: number | null): void {
    this.#counts.show(counts, matches);
  }

  #changed(): void {
    setHidden(this.#clear, this.#input.value === '');
    this.#handlers.filter(this.#input.value);
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      // An empty filter leaves Escape to VS Code, which closes its own things with it.
      if (this.#input.value === '') return this.#handlers.leaveFilter();
      this.setFilter('');
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') this.#handlers.leaveFilter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
