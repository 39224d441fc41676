import { l10n } from '../base/l10n.ts';

/** A span of time as people read it, two units at most; from milliseconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return l10n.t('{0} s', seconds.toFixed(1));
  if (seconds < 60) return l10n.t('{0} s', Math.floor(seconds));
  if (seconds < 3600) return l10n.t('{0} min {1} s', Math.floor(seconds / 60), Math.floor(seconds % 60));
  return l10n.t('{0} h {1} min', Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
}

/** The same in whole seconds: for times that count on while they are read. */
export function formatSeconds(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? l10n.t('{0} s', seconds) : formatDuration(seconds * 1000);
}

/** A time of today by the clock, another with its date; from milliseconds since the epoch. */
export function formatTime(at: number, now: number = Date.now()): string {
  const date = new Date(at);
  const clock = date.toLocaleTimeString();
  return date.toDateString() === new Date(now).toDateString() ? clock : `${date.toLocaleDateString()} ${clock}`;
}
