import { element } from '../dom.ts';

/** A canvas that is as sharp as the screen, drawn in CSS pixels. Its contents are told otherwise to who does not see them. */
export class SharpCanvas {
  readonly element = element('canvas', '', { 'aria-hidden': 'true' });
  readonly #context = this.element.getContext('2d') as CanvasRenderingContext2D;
  #font = '';

  /** Empties it and makes it that large; cheap when it is already. */
  begin(width: number, height: number): CanvasRenderingContext2D {
    const { element: canvas } = this;
    const ratio = devicePixelRatio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide; // which clears it, and its settings
      canvas.height = high;
      canvas.style.setProperty('width', `${width}px`);
      canvas.style.setProperty('height', `${height}px`);
    }
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = this.#font ||= fontOf(canvas);
    context.textBaseline = 'middle';
    context.lineWidth = 1;
    return context;
  }

  /** The theme has changed. */
  forgetFont(): void {
    this.#font = '';
  }
}

function fontOf(canvas: HTMLElement): string {
  const { fontFamily } = getComputedStyle(canvas);
  return `11px ${fontFamily}`;
}
