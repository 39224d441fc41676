import { l10n } from '../../base/l10n.ts';
import { element, setAttribute } from '../dom.ts';
import { Legend } from './legend.ts';

export interface ToolbarHandlers {
  zoomIn(): void;
  zoomOut(): void;
  fitProgram(): void;
  fitAll(): void;
  follow(): void;
}

/** The line above the bars: what they mean, and the buttons for what of the time is seen. */
export class Toolbar {
  readonly legend = new Legend();
  readonly #follow: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(handlers: ToolbarHandlers) {
    this.#follow = button('debug-continue', l10n.t('Follow the Time (End)'), () => handlers.follow());
    const buttons = [
      button('zoom-in', l10n.t('Zoom In (+)'), () => handlers.zoomIn()),
      button('zoom-out', l10n.t('Zoom Out (-)'), () => handlers.zoomOut()),
      button('screen-normal', l10n.t('Show the Whole Program (F)'), () => handlers.fitProgram()),
      button('screen-full', l10n.t('Show All Programs (0)'), () => handlers.fitAll()),
      this.#follow,
    ];
    const tools = element('div', 'tools', { role: 'group', 'aria-label': l10n.t('What is shown') }, ...buttons);
    this.element = element('div', 'timeline-toolbar', {}, this.legend.element, tools);
  }

  /** null while nothing lives: there is nothing to follow. */
  showFollowing(following: boolean | null): void {
    setAttribute(this.#follow, 'aria-pressed', `${following === true}`);
    setAttribute(this.#follow, 'aria-disabled', following === null ? 'true' : null);
  }
}

function button(icon: string, title: string, press: () => void): HTMLButtonElement {
  const made = element('button', `tool codicon codicon-${icon}`, { type: 'button', title, 'aria-label': title });
  made.addEventListener('click', press);
  return made;
}
