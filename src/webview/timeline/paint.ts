/** Draws the shapes of a row on a canvas. Each kind has a look of its own, not only a colour. */
import { assertNever } from '../../base/assertNever.ts';
import type { TimelineColours } from '../../timeline/colours.ts';
import { BAR_HEIGHT, BAR_TOP } from '../../timeline/looks.ts';
import type { BarShape, EndShape, MarkShape, Shape } from '../../timeline/rowShapes.ts';
import { pattern } from './patterns.ts';
import { fittingText } from './textWidth.ts';

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly colours: TimelineColours;
}

/** @param top Of the row. */
export function paintShape(brush: Brush, shape: Shape, top: number): void {
  switch (shape.type) {
    case 'bar':
      return paintBar(brush, shape, top + BAR_TOP);
    case 'end':
      return paintEnd(brush, shape, top + BAR_TOP);
    case 'mark':
      return paintMark(brush, shape, top);
    default:
      return assertNever(shape);
  }
}

/** Running is solid, waiting hollow, paused hatched, stopping dotted. */
function paintBar({ context, colours }: Brush, { kind, x, width, text }: BarShape, top: number): void {
  const colour = colours[kind];
  context.fillStyle = colour;
  if (kind === 'running' || width < 3) {
    const height = kind === 'waiting' ? BAR_HEIGHT - 6 : BAR_HEIGHT;
    context.fillRect(x, top + (BAR_HEIGHT - height) / 2, width, height);
    return;
  }
  context.save();
  context.translate(x, top);
  context.fillStyle = kind === 'waiting' ? colour : pattern(context, kind, colour);
  context.globalAlpha = kind === 'waiting' ? 0.18 : 1;
  context.fillRect(0, 0, width, BAR_HEIGHT);
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.strokeRect(0.5, 0.5, width - 1, BAR_HEIGHT - 1);
  context.restore();
  if (kind === 'waiting') paintText({ context, colours }, text, x, width, top);
}

/** What is written into a bar that reaches beyond the left edge begins at the edge. */
function paintText({ context, colours }: Brush, text: string, x: number, width: number, top: number): void {
  const left = Math.max(0, x) + 4;
  const fitting = text === '' ? '' : fittingText(context, text, x + width - 4 - left);
  if (fitting === '') return;
  context.fillStyle = colours.text;
  context.fillText(fitting, left, top + BAR_HEIGHT / 2 + 0.5);
}

/** Failed: a cross and the code in the colour of errors; the others as calm as in the tree. */
function paintEnd({ context, colours }: Brush, { kind, x, text }: EndShape, top: number): void {
  const failed = kind === 'failed';
  context.fillStyle = context.strokeStyle = failed ? colours.error : colours.dim;
  context.fillRect(x, top - 2, 2, BAR_HEIGHT + 4);
  const said = kind === 'ok' ? '' : kind === 'lost' ? '?' : text;
  if (failed) paintCross(context, x + 6, top + BAR_HEIGHT / 2);
  context.fillText(said, x + (failed ? 15 : 6), top + BAR_HEIGHT / 2 + 0.5);
}

function paintCross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x, y - 3);
  context.lineTo(x + 6, y + 3);
  context.moveTo(x, y + 3);
  context.lineTo(x + 6, y - 3);
  context.lineWidth = 1.5;
  context.stroke();
  context.lineWidth = 1;
}

/** A flag above the bar: something was asked of the process here. */
function paintMark({ context, colours }: Brush, { x }: MarkShape, top: number): void {
  context.fillStyle = colours.text;
  context.beginPath();
  context.moveTo(x - 4, top);
  context.lineTo(x + 4, top);
  context.lineTo(x, top + 5);
  context.fill();
}
