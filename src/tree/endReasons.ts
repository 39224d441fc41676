import { l10n } from '../base/l10n.ts';

/** How a process ended, where the exit code does not tell. Rows that are kept hold them as they stand here. */
export const END_REASONS = {
  window: 'ended with the window',
  lost: 'connection lost',
  away: 'ended while the window was closed',
  /** Nobody was left to say how: mostly it noticed that it was alone, and ended. */
  alone: 'ended after its parent',
  here: 'terminated from here',
  parent: 'terminated by its parent',
  /** It was asked to, and did it in its own way: with an exit code, and not by the signal. */
  request: 'ended on request',
  memory: 'out of memory',
  debugger: 'ended with its debug session',
} as const;

/** Late: the translations come first. */
const TEXTS = new Map<string | null, () => string>([
  [END_REASONS.window, () => l10n.t('ended with the window')],
  [END_REASONS.lost, () => l10n.t('connection lost')],
  [END_REASONS.away, () => l10n.t('ended while the window was closed')],
  [END_REASONS.alone, () => l10n.t('ended after its parent')],
  [END_REASONS.here, () => l10n.t('terminated from here')],
  [END_REASONS.parent, () => l10n.t('terminated by its parent')],
  [END_REASONS.request, () => l10n.t('ended on request')],
  [END_REASONS.memory, () => l10n.t('out of memory')],
  [END_REASONS.debugger, () => l10n.t('ended with its debug session')],
]);

/** The reason in the language of people; one that is not known, as it is. */
export function endReasonText(reason: string | null): string | null {
  return TEXTS.get(reason)?.() ?? reason;
}
