import { l10n } from '../base/l10n.ts';
import { endText } from '../tree/endText.ts';
import { exitText } from '../tree/exitText.ts';
import type { RowGroup } from '../tree/groupRow.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { statusOf, type StatusKind } from '../tree/status.ts';
import { errorLine, statusNote } from '../tree/statusNote.ts';
import { haltText, pauseOf, pauseText } from '../tree/haltText.ts';
import { waitName } from '../tree/waitText.ts';
import { formatTime } from './format.ts';

export const STATUS_ICONS: Record<StatusKind, string> = {
  initial: 'circle-outline',
  running: 'circle-filled',
  waiting: 'clockface',
  paused: 'debug-pause',
  stopping: 'stop-circle',
  orphan: 'warning',
  other: 'terminal',
  gone: 'circle-outline',
  ok: 'check',
  failed: 'error',
  terminated: 'circle-slash',
  lost: 'warning',
};

export interface StatusWords {
  readonly word: string;
  /** The newest thing worth knowing beside the word; empty when there is none. */
  readonly note: string;
}

/** A note that says how it ended (`terminated from here`, `ended with the window`) stands alone. */
export function statusWords(row: ProcessRow): StatusWords {
  const { kind, text } = statusOf(row);
  const note = row.commandError ?? (row.joining ? l10n.t('joining…') : (statusNote(row) ?? ''));
  const saysHow = kind === 'terminated' && note === endText(row);
  return { word: saysHow || note.startsWith(text) ? '' : text, note };
}

/** A row in one sentence, for a screen reader. */
export function rowLabel(row: ProcessRow): string {
  const { kind } = statusOf(row);
  const { word, note } = statusWords(row);
  const parts = [
    row.name,
    haltWords(row, kind) ?? word,
    row.pid === null ? '' : l10n.t('PID {0}', row.pid),
    row.daemon ? l10n.t('daemon') : '',
    row.exitcode === null ? exitText(row) : l10n.t('exit code {0}', exitText(row)),
    row.debug?.current ? l10n.t('the debugger is at it') : '',
    note,
  ];
  return parts.filter(Boolean).join(', ');
}

/** A row that stands for several, in one sentence. */
export function groupLabel({ stem, members, status }: RowGroup, row: ProcessRow): string {
  const { kind } = statusOf(row);
  const words = kind === 'waiting' ? haltWords(row, kind) : null;
  return [l10n.t('{0}, {1} processes', stem, members.length), words ?? status].join(', ');
}

function haltWords(row: ProcessRow, kind: StatusKind): string | null {
  if (kind === 'paused') return l10n.t('paused, {0}', haltText(row));
  return kind === 'waiting' ? l10n.t('waiting on {0}', haltText(row)) : null;
}

/** What the pointer shows on a row. */
export function rowTooltip(row: ProcessRow | undefined, parent: ProcessRow | undefined): string {
  if (!row) return '';
  const exit = exitText(row);
  const pause = pauseOf(row);
  const lines = [
    `${row.name} — ${[statusOf(row).text, exit && l10n.t('exit code {0}', exit)].filter(Boolean).join(', ')}`,
    row.error ? errorLine(row.error) : null,
    endText(row),
    row.commandError,
    pause ? l10n.t('Paused: {0}', [pauseText(pause), pause.text].filter(Boolean).join(', ')) : null,
    row.waiting.length > 0 ? l10n.t('Waiting on {0}', row.waiting.map(waitName).join(', ')) : null,
    targetText(row),
    row.commandLine,
    row.startedAt === null ? null : l10n.t('Started {0}', formatTime(row.startedAt)),
    parent ? l10n.t('Parent: {0}', parent.name) : null,
  ];
  return lines.filter(Boolean).join('\n');
}

/** `worker(1, 'a')`, or null when the process runs a program. */
export function targetText({ target, args }: ProcessRow): string | null {
  if (target === null) return null;
  if (args === null) return target;
  return `${target}(${args.replace(/^\s*[[(](.*)[\])]\s*$/s, '$1').trim()})`;
}
