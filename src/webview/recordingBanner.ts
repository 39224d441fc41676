import { l10n } from '../base/l10n.ts';
import type { RecordingMessage } from '../tree/messages.ts';
import { element, icon, setHidden, setText } from './dom.ts';
import { formatTime } from './format.ts';

/** The line that says that what is seen is a recording, with the way back. */
export class RecordingBanner {
  readonly element = element('div', 'banner', { role: 'note', 'aria-label': l10n.t('Recording') });
  readonly #text = element('span', 'text');

  /** @param close Called when the user wants to see what lives. */
  constructor(close: () => void) {
    const back = element('button', 'back', { type: 'button' }, l10n.t('Back to Live'));
    back.addEventListener('click', close);
    this.element.append(icon('history'), this.#text, back);
    this.element.hidden = true;
  }

  show(recording: RecordingMessage['recording']): void {
    setHidden(this.element, recording === null);
    if (!recording) return;
    const { name, savedAt } = recording;
    setText(this.#text, l10n.t('Recording {0}, saved {1}: to look at only', name, formatTime(savedAt, Date.now())));
  }
}
