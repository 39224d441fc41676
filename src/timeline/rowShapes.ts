/** What is drawn of a row, as shapes that a canvas and an SVG can both draw. */
import { exitText } from '../tree/exitText.ts';
import type { Life, LifeMark } from '../tree/life.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { statusOf, type StatusKind } from '../tree/status.ts';
import { segmentsOf, type Segment, type SegmentKind } from './segments.ts';
import { xOf, type TimeScale } from './timeScale.ts';

export interface BarShape {
  readonly type: 'bar';
  readonly kind: SegmentKind;
  readonly x: number;
  readonly width: number;
  /** To be written into it, where there is room. */
  readonly text: string;
}

/** How it ended, behind its last bar. */
export interface EndShape {
  readonly type: 'end';
  readonly x: number;
  readonly kind: StatusKind;
  readonly text: string;
}

export interface MarkShape {
  readonly type: 'mark';
  readonly x: number;
  readonly action: LifeMark['action'];
}

export type Shape = BarShape | EndShape | MarkShape;

/** So far outside a shape still reaches into the drawing. */
const OUTSIDE = 4;

/** From left to right; `x` is in the drawing that `scale` is of. */
export function rowShapes(row: ProcessRow, life: Life | undefined, scale: TimeScale, now: number): Shape[] {
  const segments = segmentsOf(row, life);
  return [...bars(segments, scale, now), ...end(row, segments, scale), ...marks(life, scale)];
}

// What is narrower than a pixel is drawn as one, and only one into each pixel: thousands of them cost no more.
function bars(segments: readonly Segment[], scale: TimeScale, now: number): BarShape[] {
  const shapes: BarShape[] = [];
  let free = -OUTSIDE;
  for (const { kind, from, to, spans } of segments) {
    const left = Math.max(-OUTSIDE, xOf(scale, from));
    const right = Math.min(scale.width + OUTSIDE, xOf(scale, Math.max(from, Math.min(to, now))));
    if (right < -OUTSIDE || left > scale.width + OUTSIDE || right < free + 0.5) continue;
    const width = Math.max(1, right - left);
    shapes.push({ type: 'bar', kind, x: left, width, text: kind === 'running' ? '' : whatOf(spans) });
    free = left + width;
  }
  return shapes;
}

function whatOf(spans: Segment['spans']): string {
  const [first, ...others] = spans.map(({ what }) => what).filter(Boolean);
  if (first === undefined) return '';
  return others.length === 0 ? first : `${first} +${others.length}`;
}

function end(row: ProcessRow, segments: readonly Segment[], scale: TimeScale): EndShape[] {
  const last = segments.at(-1)?.to ?? row.startedAt ?? Infinity;
  const x = xOf(scale, last);
  if (row.alive || row.startedAt === null || !(x >= -200 && x <= scale.width)) return [];
  return [{ type: 'end', x, kind: statusOf(row).kind, text: exitText(row) }];
}

function marks(life: Life | undefined, scale: TimeScale): MarkShape[] {
  const shapes = life?.marks.map(({ at, action }): MarkShape => ({ type: 'mark', x: xOf(scale, at), action })) ?? [];
  return shapes.filter(({ x }) => x >= -OUTSIDE && x <= scale.width + OUTSIDE);
}
