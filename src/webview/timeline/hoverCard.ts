import { element, setHidden } from '../dom.ts';
import { clamp } from '../virtualList.ts';

/** What the pointer is on, beside it. The same is said of each row in its name, so it is for the pointer alone. */
export class HoverCard {
  readonly element = element('div', 'hover-card', { 'aria-hidden': 'true' });
  #shown = '';

  constructor() {
    this.element.hidden = true;
  }

  /** @param at Of the pointer, in the window. */
  show(title: string, lines: readonly string[], at: { readonly x: number; readonly y: number }): void {
    const { element: card } = this;
    const key = [title, ...lines].join('\n');
    if (key !== this.#shown) {
      this.#shown = key;
      card.replaceChildren(element('div', 'title', {}, title), ...lines.map((line) => element('div', '', {}, line)));
    }
    setHidden(card, false);
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = at.y + 18 + height <= innerHeight;
    const top = below ? at.y + 18 : at.y - height - 8;
    const left = clamp(at.x + 12, 4, Math.max(4, innerWidth - width - 4));
    card.style.setProperty('transform', `translate(${Math.round(left)}px, ${Math.round(Math.max(2, top))}px)`);
  }

  hide(): void {
    setHidden(this.element, true);
  }
}
