import { assertNever } from '../base/assertNever.ts';
import { endingAt, fitted, panned, startingAt, zoomed, type TimeRange } from './timeScale.ts';

/** What the user has chosen to see. */
export type TimeView =
  /** The program of the selected process, or all of them, for as long as they get. */
  | { readonly type: 'program' | 'all' }
  /** The last `span` milliseconds, as they pass. */
  | { readonly type: 'follow'; readonly span: number }
  | { readonly type: 'range'; readonly from: number; readonly to: number };

/** What there is to see. */
export interface TimeExtent {
  readonly program: TimeRange;
  readonly all: TimeRange;
  /** The time that passes; null when nothing lives. */
  readonly now: number | null;
}

export function rangeOf(view: TimeView, extent: TimeExtent): TimeRange {
  switch (view.type) {
    case 'program':
      return fitted(extent.program);
    case 'all':
      return fitted(extent.all);
    case 'follow':
      return endingAt(extent.now ?? extent.all.to, view.span);
    case 'range':
      return view;
    default:
      return assertNever(view);
  }
}

/** Whether the view moves by itself. */
function isLive(view: TimeView, { now }: TimeExtent): boolean {
  return now !== null && view.type !== 'range';
}

/** What can be done to a view from the keyboard, and by buttons. */
export type TimeAction =
  /** By so much of what is seen; below 0 is back. */
  | { readonly type: 'pan'; readonly by: number }
  | { readonly type: 'zoom'; readonly factor: number }
  | { readonly type: 'start' | 'follow' | 'program' | 'all' };

export function actOnView(view: TimeView, action: TimeAction, extent: TimeExtent): TimeView {
  const { from, to } = rangeOf(view, extent);
  const span = to - from;
  switch (action.type) {
    case 'pan':
      return panView(view, action.by * span, extent);
    case 'zoom':
      return zoomView(view, action.factor, isLive(view, extent) ? (extent.now ?? to) : from + span / 2, extent);
    case 'start':
      return { type: 'range', ...startingAt(extent.program.from, span) };
    case 'follow':
      if (extent.now === null) return { type: 'range', ...endingAt(extent.program.to, span) };
      return { type: 'follow', span };
    case 'program':
    case 'all':
      return { type: action.type };
    default:
      return assertNever(action);
  }
}

/** @param at The time that stays where it is. A view that follows the time goes on to. */
export function zoomView(view: TimeView, factor: number, at: number, extent: TimeExtent): TimeView {
  const { from, to } = zoomed(rangeOf(view, extent), factor, at, extent.all);
  const { now } = extent;
  // Where the edge would leave the view, the user looks at something else.
  const follows = now !== null && isLive(view, extent) && from <= now && now <= to;
  return follows ? { type: 'follow', span: to - from } : { type: 'range', from, to };
}

/** @param by In milliseconds; back to the edge it follows again. */
export function panView(view: TimeView, by: number, extent: TimeExtent): TimeView {
  const { now } = extent;
  const { from, to } = panned(rangeOf(view, extent), by, extent.all);
  if (now !== null && by > 0 && to >= endingAt(now, to - from).to) return { type: 'follow', span: to - from };
  return { type: 'range', from, to };
}

/** What was kept of an earlier view; null for what is none. */
export function parseTimeView(kept: unknown): TimeView | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { type, span, from, to } = kept as Readonly<Record<string, unknown>>;
  if (type === 'program' || type === 'all') return { type };
  if (type === 'follow' && isPositive(span)) return { type, span };
  if (type === 'range' && isPositive(from) && isPositive(to) && from < to) return { type, from, to };
  return null;
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}
