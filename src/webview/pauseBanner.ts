import { l10n } from '../base/l10n.ts';
import { element, icon, setHidden, setText } from './dom.ts';

/** The line that says that the rows stand still, how much has changed since, and how to go on. */
export class PauseBanner {
  readonly element = element('div', 'pause-banner', { role: 'group', 'aria-label': l10n.t('Updates are paused') });
  readonly #text = element('span', 'text');

  constructor(resume: () => void) {
    const button = element('button', 'offer', { type: 'button' }, l10n.t('Resume'));
    button.addEventListener('click', resume);
    this.element.append(icon('debug-pause'), this.#text, button);
    this.element.hidden = true;
  }

  show(paused: boolean, waiting: number): void {
    setHidden(this.element, !paused);
    setText(this.#text, textOf(waiting));
  }
}

function textOf(waiting: number): string {
  if (waiting === 0) return l10n.t('Updates are paused.');
  return waiting === 1
    ? l10n.t('Updates are paused: 1 change waits.')
    : l10n.t('Updates are paused: {0} changes wait.', waiting);
}
