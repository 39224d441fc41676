import { l10n } from '../base/l10n.ts';

/** A span of time as people read it, with three digits or two units; from milliseconds. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1000) return l10n.t('{0} ms', whole);
  const seconds = whole / 1000;
  if (whole < 9_995) return l10n.t('{0} s', seconds.toFixed(2));
  if (whole < 59_950) return l10n.t('{0} s', seconds.toFixed(1));
  const rounded = Math.round(seconds);
  if (rounded < 3600) return l10n.t('{0} min {1} s', Math.floor(rounded / 60), rounded % 60);
  return l10n.t('{0} h {1} min', Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60));
}
