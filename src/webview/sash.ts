import { l10n } from '../base/l10n.ts';
import { element, setAttribute } from './dom.ts';
import { clamp } from './virtualList.ts';

export interface SashRange {
  readonly min: number;
  readonly max: number;
}

export interface SashHandlers {
  /** The height of what is below, in CSS pixels. */
  height(): number;
  range(): SashRange;
  resize(height: number): void;
}

const STEP = 22;

/** The line between the grid and what is below it, moved by pointer or arrow keys. */
export class Sash {
  readonly element = element('div', 'sash', {
    role: 'separator',
    'aria-orientation': 'horizontal',
    'aria-label': l10n.t('Resize details'),
    tabindex: '0',
  });
  readonly #handlers: SashHandlers;

  constructor(handlers: SashHandlers) {
    this.#handlers = handlers;
    this.element.addEventListener('pointerdown', (event) => this.#drag(event));
    this.element.addEventListener('keydown', (event) => this.#onKeyDown(event));
  }

  /** Says where it is; call when a height or the room has changed. */
  update(): void {
    const { min, max } = this.#handlers.range();
    setAttribute(this.element, 'aria-valuemin', `${min}`);
    setAttribute(this.element, 'aria-valuemax', `${max}`);
    setAttribute(this.element, 'aria-valuenow', `${Math.round(clamp(this.#handlers.height(), min, max))}`);
  }

  #resize(height: number): void {
    const { min, max } = this.#handlers.range();
    this.#handlers.resize(clamp(height, min, max));
    this.update();
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0) return;
    const start = { y: event.clientY, height: this.#handlers.height() };
    const ended = new AbortController();
    this.element.setPointerCapture(event.pointerId);
    const listen = (type: 'pointermove' | 'lostpointercapture', listener: (event: PointerEvent) => void) =>
      this.element.addEventListener(type, listener, { signal: ended.signal });
    listen('pointermove', ({ clientY }) => this.#resize(start.height + start.y - clientY));
    listen('lostpointercapture', () => ended.abort());
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { min, max } = this.#handlers.range();
    const height = this.#handlers.height();
    const to = { ArrowUp: height + STEP, ArrowDown: height - STEP, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#resize(to);
  }
}
