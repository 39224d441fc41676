import { l10n } from '../base/l10n.ts';
import { element, setHidden } from './dom.ts';
import type { EmptyView } from './emptyView.ts';
import type { Panels } from './panels.ts';

export interface FrameParts {
  /** Above all. */
  readonly banner: HTMLElement;
  /** Of the part with the processes, from top to bottom. */
  readonly header: HTMLElement;
  readonly pauseBanner: HTMLElement;
  readonly panels: Panels;
  readonly details: HTMLElement;
  /** Instead of that part. */
  readonly empty: EmptyView;
  /** Below both. */
  readonly statusLine: HTMLElement;
  readonly announcer: HTMLElement;
}

/** The page, with the processes or with what stands there instead. Neither is seen before it is known which. */
export class ViewFrame {
  readonly element = element('main', 'view');
  readonly #processes = element('div', 'processes');
  readonly #noMatch = element('p', 'no-match', {}, l10n.t('No process matches the filter.'));
  readonly #empty: EmptyView;
  readonly #panels: Panels;

  constructor({ banner, header, pauseBanner, panels, details, empty, statusLine, announcer }: FrameParts) {
    this.#empty = empty;
    this.#panels = panels;
    this.#processes.append(header, pauseBanner, this.#noMatch, panels.tabs.panels, details);
    this.#processes.hidden = true;
    empty.element.hidden = true;
    const title = element('h1', 'visually-hidden', {}, l10n.t('Process Tree'));
    this.element.append(title, banner, this.#processes, empty.element, statusLine, announcer);
  }

  /** The keyboard goes along. */
  set isEmpty(isEmpty: boolean) {
    const hadFocus = this.#processes.contains(document.activeElement);
    setHidden(this.#processes, isEmpty);
    setHidden(this.#empty.element, !isEmpty);
    if (isEmpty && hadFocus) this.#empty.takeFocus();
  }

  /** The editor focuses only the document; the keyboard belongs to a row, or to the button of the empty view. */
  takeFocus(): void {
    if (document.activeElement !== document.body) return;
    if (this.#processes.hidden) this.#empty.takeFocus();
    else this.#panels.takeFocusInPlace();
  }

  /** Whether the filter finds something. */
  set hasMatches(hasMatches: boolean) {
    setHidden(this.#noMatch, hasMatches);
  }
}
