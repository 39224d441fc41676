import { l10n } from '../base/l10n.ts';
import type { TimeScale } from './timeScale.ts';

export interface Tick {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly label: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps that people count in; below them 1, 2 and 5 of each power of ten. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((count) => count * DAY),
];

/** The times to be marked, at least `apart` pixels from each other, counted from `origin`. */
export function ticks(scale: TimeScale, origin: number, apart: number): Tick[] {
  const { from, to, width } = scale;
  if (width <= 0 || !(to > from)) return [];
  const step = stepOf(((to - from) / width) * apart);
  const first = Math.ceil((from - origin) / step);
  const count = Math.max(0, Math.floor((to - origin) / step) - first + 1);
  return Array.from({ length: count }, (_, index) => {
    const offset = (first + index) * step;
    return { at: origin + offset, label: offsetText(offset, step) };
  });
}

function stepOf(least: number): number {
  const known = least > SECOND / 2 ? STEPS.find((step) => step >= least) : undefined;
  if (known !== undefined) return known;
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 0.001)));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}

/** A time from the beginning: `1.5 s`, `2:05`, `1:00:00`; as fine as `step`, in milliseconds. */
export function offsetText(offset: number, step = 1): string {
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(step / SECOND) + 1e-9)));
  const unit = SECOND / 10 ** decimals;
  const size = Math.round(Math.abs(offset) / unit) * unit;
  const sign = offset < 0 && size > 0 ? '\u2212' : '';
  if (size < MINUTE) return l10n.t('{0} s', `${sign}${(size / SECOND).toFixed(decimals)}`);
  const hours = Math.floor(size / HOUR);
  const minutes = Math.floor((size % HOUR) / MINUTE);
  const seconds = ((size % MINUTE) / SECOND).toFixed(decimals).padStart(decimals === 0 ? 2 : decimals + 3, '0');
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${sign}${minutes}:${seconds}`;
}
