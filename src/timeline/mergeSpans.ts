import type { LifeSpan, OpenSpan, SpanKind } from '../tree/life.ts';

/** Of one process; with more of them, the older half becomes half as many. */
const MOST_OF_ONE = 400;

/** `closed` and those that have ended at `to`; the oldest of them merged when they are too many. */
export function closeSpans(closed: readonly LifeSpan[], over: readonly OpenSpan[], to: number): readonly LifeSpan[] {
  if (over.length === 0) return closed;
  const added = over.map(({ kind, from, what, location }): LifeSpan => {
    return { kind, from, to: Math.max(from, to), what, location, merged: null };
  });
  const all = [...closed, ...added];
  return all.length > MOST_OF_ONE ? mergeSpans(all, Math.floor(all.length / 2)) : all;
}

/** The first `count` of `spans` merged by pairs of a kind, and the others as they are. */
export function mergeSpans(spans: readonly LifeSpan[], count: number): LifeSpan[] {
  const merged: LifeSpan[] = [];
  const waiting = new Map<SpanKind, LifeSpan>();
  for (const span of spans.slice(0, count)) {
    const first = waiting.get(span.kind);
    if (first) merged.push(merge(first, span));
    if (first) waiting.delete(span.kind);
    else waiting.set(span.kind, span);
  }
  return [...merged, ...waiting.values()].sort((a, b) => a.to - b.to).concat(spans.slice(count));
}

function merge(a: LifeSpan, b: LifeSpan): LifeSpan {
  return {
    kind: a.kind,
    from: Math.min(a.from, b.from),
    to: Math.max(a.to, b.to),
    what: a.what === b.what ? a.what : '',
    location: null,
    merged: { count: countOf(a) + countOf(b), total: totalOf(a) + totalOf(b) },
  };
}

export function countOf({ merged }: Pick<LifeSpan, 'merged'>): number {
  return merged?.count ?? 1;
}

export function totalOf({ from, to, merged }: LifeSpan): number {
  return merged?.total ?? to - from;
}
