import { l10n } from '../base/l10n.ts';
import type { ViewStatus } from '../tree/messages.ts';
import { element, icon, setClass, setHidden, setText } from './dom.ts';

/** Who says something: the host, a row whose last command failed, the view itself. */
export type StatusSource = 'host' | 'command' | 'view';

/** The line below the grid: the newest of what there is to say; empty, it takes no room. */
export class StatusLine {
  readonly element = element('div', 'status-line');
  readonly #icon = icon('info');
  readonly #text = element('span', 'text', { role: 'status' });
  // In the order of their coming.
  readonly #statuses = new Map<StatusSource, ViewStatus>();

  readonly #kill = element('button', 'offer', { type: 'button' }, l10n.t('Kill'));

  /** @param kill Kills processes. */
  constructor(kill: (ids: readonly string[]) => void) {
    this.#kill.addEventListener('click', () => {
      const { kill: ids } = this.#newest ?? {};
      this.#clear();
      if (ids !== undefined) kill(ids);
    });
    const dismiss = element(
      'button',
      'dismiss',
      { type: 'button', 'aria-label': l10n.t('Dismiss message'), title: l10n.t('Dismiss') },
      icon('close'),
    );
    dismiss.addEventListener('click', () => this.#clear());
    this.element.append(this.#icon, this.#text, this.#kill, dismiss);
    this.#render();
  }

  /** null: there is nothing more to say from there. */
  set(source: StatusSource, status: ViewStatus | null): void {
    this.#statuses.delete(source);
    if (status) this.#statuses.set(source, status);
    this.#render();
  }

  get #newest(): ViewStatus | undefined {
    return [...this.#statuses.values()].at(-1);
  }

  #clear(): void {
    this.#statuses.clear();
    this.#render();
  }

  #render(): void {
    const newest = this.#newest;
    // Hidden by its class and not by `hidden`: a live region has to be there before it is filled.
    setClass(this.element, `status-line ${newest?.severity ?? 'none'}`);
    setClass(this.#icon, `codicon codicon-${newest?.severity === 'error' ? 'error' : 'info'}`);
    setText(this.#text, newest?.text ?? '');
    setHidden(this.#kill, newest?.kill === undefined);
    setHidden(this.element, false);
  }
}
