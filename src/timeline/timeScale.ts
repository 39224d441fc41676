/** What of the time is seen, and where on the screen: pure arithmetic, in milliseconds and CSS pixels. */

export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface TimeScale extends TimeRange {
  /** Of the drawing. */
  readonly width: number;
}

/** In milliseconds: the times that processes say are not finer than one. */
const SHORTEST = 5;
/** Of what is shown, so much stays free behind the last process: room for how it ended. */
const MARGIN = 0.06;

export function xOf({ from, to, width }: TimeScale, time: number): number {
  return ((time - from) / (to - from)) * width;
}

export function timeAt({ from, to, width }: TimeScale, x: number): number {
  return from + (x / Math.max(1, width)) * (to - from);
}

/** How many milliseconds a pixel stands for. */
export function resolution({ from, to, width }: TimeScale): number {
  return (to - from) / Math.max(1, width);
}

/** A range that shows `range` whole, with a margin behind it. */
export function fitted({ from, to }: TimeRange): TimeRange {
  const span = Math.max(SHORTEST, to - from);
  return { from: from - span * 0.01, to: from + span * (1 + MARGIN) };
}

/** The range of this length whose end is a little after `edge`. */
export function endingAt(edge: number, span: number): TimeRange {
  const to = edge + span * MARGIN;
  return { from: to - span, to };
}

/** The range of this length that begins a little before `start`. */
export function startingAt(start: number, span: number): TimeRange {
  const from = start - span * 0.01;
  return { from, to: from + span };
}

/** `factor` below 1 shows less; what is at the time `at` stays where it is. */
export function zoomed(range: TimeRange, factor: number, at: number, { from, to }: TimeRange): TimeRange {
  const longest = Math.max(10_000, (to - from) * 4);
  const before = range.to - range.from;
  const after = Math.min(Math.max(before * factor, SHORTEST), longest);
  return kept(
    { from: at - ((at - range.from) / before) * after, to: at + ((range.to - at) / before) * after },
    { from, to },
  );
}

export function panned(range: TimeRange, by: number, within: TimeRange): TimeRange {
  return kept({ from: range.from + by, to: range.to + by }, within);
}

/** Not so far away that nothing of `within` would be seen. */
function kept({ from, to }: TimeRange, within: TimeRange): TimeRange {
  const some = (to - from) * 0.1;
  const by = Math.max(0, within.from + some - to) - Math.max(0, from + some - within.to);
  return { from: from + by, to: to + by };
}
