import { l10n } from '../base/l10n.ts';
import type { OutputMessage } from '../tree/messages.ts';
import type { OutputLine } from '../tree/outputLine.ts';
import { element } from './dom.ts';
import { formatTime } from './format.ts';
import { link } from './link.ts';

/** The last lines of a process, with what leads to all of them. What has not changed is not written. */
export class OutputLines {
  readonly element = element('div', 'output');
  readonly #showAll: () => void;
  #shown = '';

  constructor(showAll: () => void) {
    this.#showAll = showAll;
  }

  show({ lines, more }: OutputMessage, now: number): void {
    const key = JSON.stringify([lines, more]);
    if (key === this.#shown) return;
    this.#shown = key;
    const text = more > 0 ? l10n.t('Show Output ({0} more lines)', more) : l10n.t('Show Output');
    const all = element('div', '', {}, link(text, this.#showAll));
    this.element.replaceChildren(...lines.map((line) => lineElement(line, now)), all);
  }
}

function lineElement({ at, stream, text }: OutputLine, now: number): HTMLElement {
  const time = element('span', 'time', {}, `${formatTime(at, now)} `);
  return element('div', `line ${stream}`, {}, ...(stream === 'note' ? [] : [time]), text);
}
