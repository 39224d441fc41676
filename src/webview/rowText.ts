import { exitText } from '../tree/exitText.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { statusOf, type StatusKind } from '../tree/status.ts';
import { errorLine, statusNote } from '../tree/statusNote.ts';
import { formatTime } from './format.ts';

export const STATUS_ICONS: Record<StatusKind, string> = {
  initial: 'circle-outline',
  running: 'circle-filled',
  stopping: 'stop-circle',
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
  const note = row.commandError ?? (row.joining ? 'joining…' : (statusNote(row) ?? ''));
  const saysHow = kind === 'terminated' && note === row.endReason;
  return { word: saysHow || note.startsWith(text) ? '' : text, note };
}

/** A row in one sentence, for a screen reader. */
export function rowLabel(row: ProcessRow): string {
  const { word, note } = statusWords(row);
  const parts = [
    row.name,
    word,
    row.pid === null ? '' : `PID ${row.pid}`,
    row.daemon ? 'daemon' : '',
    row.exitcode === null ? exitText(row) : `exit code ${exitText(row)}`,
    note,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What the pointer shows on a row. */
export function rowTooltip(row: ProcessRow, parent: ProcessRow | undefined): string {
  const exit = exitText(row);
  const lines = [
    `${row.name} — ${[statusOf(row).text, exit && `exit code ${exit}`].filter(Boolean).join(', ')}`,
    row.error ? errorLine(row.error) : row.endReason,
    row.commandError,
    targetText(row),
    row.commandLine,
    row.startedAt === null ? null : `Started ${formatTime(row.startedAt)}`,
    parent ? `Parent: ${parent.name}` : null,
  ];
  return lines.filter(Boolean).join('\n');
}

/** `worker(1, 'a')`, or null when the process runs a program. */
export function targetText({ target, args }: ProcessRow): string | null {
  if (target === null) return null;
  if (args === null) return target;
  return `${target}(${args.replace(/^\s*[[(](.*)[\])]\s*$/s, '$1').trim()})`;
}
