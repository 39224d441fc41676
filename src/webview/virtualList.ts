/** Which rows of a long list are worth having in the document: pure arithmetic, in CSS pixels. */

export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
}

export interface ListShape {
  readonly count: number;
  readonly rowHeight: number;
}

/** The rows from `start` to before `end` are seen, or so near that scrolling a little shows them. */
export function visibleWindow({ scrollTop, height }: Viewport, { count, rowHeight }: ListShape, overscan: number) {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const last = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight);
  return { start: clamp(first - overscan, 0, count), end: clamp(last + overscan, 0, count) };
}

/** Where to scroll to, so that row `index` is seen whole: the nearest place, and none when it is seen already. */
export function scrollTopToReveal(index: number, { scrollTop, height }: Viewport, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop || rowHeight > height) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

/** How many rows PageUp and PageDown move by: one less than fit, so that one stays to hold on to. */
export function pageSize(height: number, rowHeight: number): number {
  return Math.max(1, Math.floor(height / rowHeight) - 1);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
