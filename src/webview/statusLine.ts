import { l10n } from '../base/l10n.ts';
import { element, icon, setClass, setHidden, setText } from './dom.ts';

export interface Status {
  readonly severity: 'info' | 'error';
  readonly text: string;
}

/** Who says something: the host, a row whose last command failed, the view itself. */
export type StatusSource = 'host' | 'command' | 'view';

/** The line below the grid: the newest of what there is to say; empty, it takes no room. */
export class StatusLine {
  readonly element = element('div', 'status-line');
  readonly #icon = icon('info');
  readonly #text = element('span', 'text', { role: 'status' });
  // In the order of their coming.
  readonly #statuses = new Map<StatusSource, Status>();

  constructor() {
    const dismiss = element(
      'button',
      'dismiss',
      { type: 'button', 'aria-label': l10n.t('Dismiss message'), title: l10n.t('Dismiss') },
      icon('close'),
    );
    dismiss.addEventListener('click', () => {
      this.#statuses.clear();
      this.#render();
    });
    this.element.append(this.#icon, this.#text, dismiss);
    this.#render();
  }

  /** null: there is nothing more to say from there. */
  set(source: StatusSource, status: Status | null): void {
    this.#statuses.delete(source);
    if (status) this.#statuses.set(source, status);
    this.#render();
  }

  #render(): void {
    const newest = [...this.#statuses.values()].at(-1);
    // Hidden by its class and not by `hidden`: a live region has to be there before it is filled.
    setClass(this.element, `status-line ${newest?.severity ?? 'none'}`);
    setClass(this.#icon, `codicon codicon-${newest?.severity === 'error' ? 'error' : 'info'}`);
    setText(this.#text, newest?.text ?? '');
    setHidden(this.element, false);
  }
}
