import type { TimelineColours } from '../../timeline/colours.ts';
import { LIFE_HEIGHT } from '../../timeline/looks.ts';
import type { Tick } from '../../timeline/ticks.ts';
import { xOf, type TimeScale } from '../../timeline/timeScale.ts';
import { SharpCanvas } from './canvas.ts';

export interface AxisView {
  readonly scale: TimeScale;
  readonly ticks: readonly Tick[];
  readonly colours: TimelineColours;
  /** Where the pointer is, and what time that is. */
  readonly pointed: Tick | null;
}

/** The times above the bars. */
export class Axis {
  readonly #canvas = new SharpCanvas();
  readonly element = this.#canvas.element;

  constructor() {
    this.element.className = 'axis';
  }

  themeChanged(): void {
    this.#canvas.forgetFont();
  }

  draw({ scale, ticks, colours, pointed }: AxisView): void {
    const context = this.#canvas.begin(scale.width, LIFE_HEIGHT);
    for (const { at, label } of ticks) {
      const x = Math.round(xOf(scale, at));
      context.fillStyle = colours.grid;
      context.fillRect(x, LIFE_HEIGHT - 6, 1, 6);
      context.fillStyle = colours.dim;
      context.fillText(label, x + 4, LIFE_HEIGHT / 2);
    }
    if (pointed) this.#drawPointed(context, pointed, scale, colours);
  }

  #drawPointed(context: CanvasRenderingContext2D, { at, label }: Tick, scale: TimeScale, colours: TimelineColours) {
    const width = context.measureText(label).width + 10;
    const x = Math.min(Math.max(0, xOf(scale, at) - width / 2), scale.width - width);
    context.fillStyle = colours.text;
    context.fillRect(x, 3, width, LIFE_HEIGHT - 6);
    context.fillStyle = colours.background;
    context.fillText(label, x + 5, LIFE_HEIGHT / 2);
  }
}
