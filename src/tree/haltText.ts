import { l10n } from '../base/l10n.ts';
import type { ProcessRow, RowLocation, RowPause } from './processRow.ts';
import { waitText } from './waitText.ts';

/** Why a process does not go on: where the debugger has paused it, or what it waits for; empty when it goes on. */
export function haltText(row: ProcessRow): string {
  const pause = pauseOf(row);
  return pause ? pauseText(pause) : waitText(row);
}

/** Where that is; null when it is not known. */
export function haltLocation(row: ProcessRow): RowLocation | null {
  const pause = pauseOf(row);
  return pause ? pause.location : (row.waiting[0]?.location ?? null);
}

/** null while the debugger lets it run. */
export function pauseOf({ debug }: Pick<ProcessRow, 'debug'>): RowPause | null {
  return debug?.paused ?? null;
}

/** `breakpoint work.ts:12`. */
export function pauseText({ reason, location }: RowPause): string {
  const word = (REASONS.get(reason) ?? (() => reason))();
  return location ? `${word} ${fileName(location.url)}:${location.line}` : word;
}

/** Late: the translations come first. */
const REASONS = new Map<string, () => string>([
  ['breakpoint', () => l10n.t('breakpoint')],
  ['step', () => l10n.t('step')],
  ['exception', () => l10n.t('exception')],
  ['pause', () => l10n.t('pause')],
  ['entry', () => l10n.t('entry')],
]);

function fileName(url: string): string {
  const name = url.slice(url.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // a stray % is no escape
  }
}
