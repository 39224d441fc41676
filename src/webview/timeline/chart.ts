import { LIFE_HEIGHT } from '../../timeline/looks.ts';
import { rowShapes } from '../../timeline/rowShapes.ts';
import { spawnLines, type RowRange, type SpawnLine } from '../../timeline/spawnLines.ts';
import { xOf, type TimeScale } from '../../timeline/timeScale.ts';
import type { TimelineColours } from '../../timeline/colours.ts';
import type { Tick } from '../../timeline/ticks.ts';
import type { VisibleRow } from '../../tree/visibleRows.ts';
import { SharpCanvas } from './canvas.ts';
import type { LifeStore } from './lifeStore.ts';
import { paintShape } from './paint.ts';

export interface ChartView {
  readonly items: readonly VisibleRow[];
  readonly lives: LifeStore;
  readonly scale: TimeScale;
  readonly ticks: readonly Tick[];
  readonly now: number;
  /** Whether time passes in it. */
  readonly live: boolean;
  readonly colours: TimelineColours;
}

/** The bars of the rows in a range, on a canvas that lies over these rows and scrolls with them. */
export class Chart {
  readonly #canvas = new SharpCanvas();
  readonly element = this.#canvas.element;

  constructor() {
    this.element.className = 'chart';
  }

  themeChanged(): void {
    this.#canvas.forgetFont();
  }

  draw(view: ChartView, rows: RowRange): void {
    const { scale, colours, ticks } = view;
    const height = (rows.end - rows.start) * LIFE_HEIGHT;
    this.element.style.setProperty('top', `${rows.start * LIFE_HEIGHT}px`);
    const context = this.#canvas.begin(scale.width, height);
    context.fillStyle = colours.grid;
    for (const { at } of ticks) context.fillRect(Math.round(xOf(scale, at)), 0, 1, height);
    this.#drawSpawns(context, view, rows);
    const brush = { context, colours };
    for (let index = rows.start; index < rows.end; index++) {
      const row = view.items[index]?.row;
      if (!row) continue;
      const top = (index - rows.start) * LIFE_HEIGHT;
      for (const shape of rowShapes(row, view.lives.get(row.id), scale, view.now)) paintShape(brush, shape, top);
    }
    if (view.live) this.#drawEdge(context, view, height);
  }

  #drawSpawns(context: CanvasRenderingContext2D, { items, scale, colours }: ChartView, rows: RowRange): void {
    const lines = spawnLines(items, scale, rows);
    context.strokeStyle = context.fillStyle = colours.dim;
    context.beginPath();
    for (const line of lines) tracePath(context, line, rows.start);
    context.stroke();
    context.beginPath();
    for (const line of lines) traceHead(context, line, rows.start);
    context.fill();
  }

  #drawEdge(context: CanvasRenderingContext2D, { scale, now, colours }: ChartView, height: number): void {
    context.strokeStyle = colours.dim;
    context.setLineDash([2, 3]);
    context.beginPath();
    const x = Math.round(xOf(scale, now)) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, height);
    context.stroke();
    context.setLineDash([]);
  }
}

/** From the middle of the parent's bar down to the child's. */
function tracePath(context: CanvasRenderingContext2D, { x, from, to }: SpawnLine, start: number): void {
  const at = Math.round(x) + 0.5;
  context.moveTo(at, (from - start + 0.5) * LIFE_HEIGHT);
  context.lineTo(at, (to - start) * LIFE_HEIGHT + 4);
}

function traceHead(context: CanvasRenderingContext2D, { x, to }: SpawnLine, start: number): void {
  const at = Math.round(x) + 0.5;
  const tip = (to - start) * LIFE_HEIGHT + 4;
  context.moveTo(at, tip);
  context.lineTo(at - 3, tip - 5);
  context.lineTo(at + 3, tip - 5);
  context.closePath();
}
