import type { Life, LifeSpan, OpenSpan, SpanKind } from '../tree/life.ts';
import type { ProcessRow } from '../tree/processRow.ts';

export type SegmentKind = 'running' | SpanKind;

/** A part of a process's life in which it was in one state. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly from: number;
  /** Infinity while it goes on. */
  readonly to: number;
  /** What it was in, by the time of its beginning; empty while it only runs. */
  readonly spans: readonly (LifeSpan | OpenSpan)[];
}

/** The most telling first: a paused process that waits is paused. */
const PRECEDENCE: readonly SpanKind[] = ['paused', 'stopping', 'waiting'];

const known = new WeakMap<Life, { readonly start: number; readonly end: number; readonly segments: Segment[] }>();

/** A process's life as segments, one after the other without a gap; none for one that has not started. */
export function segmentsOf(row: ProcessRow, life: Life | undefined): readonly Segment[] {
  const { startedAt: start } = row;
  if (start === null) return [];
  const end = Math.max(start, row.endedAt ?? (row.alive ? Infinity : start));
  if (!life) return [{ kind: 'running', from: start, to: end, spans: [] }];
  const before = known.get(life);
  if (before?.start === start && before.end === end) return before.segments;
  const segments = sweep([...life.closed, ...life.open], start, end);
  known.set(life, { start, end, segments });
  return segments;
}

function sweep(spans: readonly (LifeSpan | OpenSpan)[], start: number, end: number): Segment[] {
  const edges = spans.flatMap((span) => [
    { at: span.from, span, opens: true },
    { at: 'to' in span ? span.to : Infinity, span, opens: false },
  ]);
  const segments: Segment[] = [];
  const active = new Set<LifeSpan | OpenSpan>();
  let from = start;
  const upTo = (to: number) => {
    if (to <= from) return;
    segments.push({ kind: kindOf(active), from, to, spans: [...active] });
    from = to;
  };
  for (const { at, span, opens } of edges.sort((a, b) => a.at - b.at)) {
    upTo(Math.min(at, end));
    if (opens) active.add(span);
    else active.delete(span);
  }
  upTo(end);
  return segments;
}

function kindOf(active: ReadonlySet<LifeSpan | OpenSpan>): SegmentKind {
  const kinds = new Set(Array.from(active, ({ kind }) => kind));
  return PRECEDENCE.find((kind) => kinds.has(kind)) ?? 'running';
}

/** The segment at a time, or the nearest within `tolerance` milliseconds that is too short to be pointed at. */
export function segmentAt(segments: readonly Segment[], at: number, tolerance: number): Segment | undefined {
  const distance = ({ from, to }: Segment) => (at < from ? from - at : Math.max(0, at - to));
  const near = segments.filter((segment) => distance(segment) <= tolerance);
  return near.sort((a, b) => distance(a) - distance(b) || a.to - a.from - (b.to - b.from))[0];
}
