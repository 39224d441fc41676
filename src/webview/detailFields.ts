import { exitText } from '../tree/exitText.ts';
import type { ProcessRow, RowLocation } from '../tree/processRow.ts';
import { statusOf } from '../tree/status.ts';
import { errorLine } from '../tree/statusNote.ts';
import { formatDuration, formatTime } from './format.ts';
import { targetText } from './rowText.ts';

export interface DetailField {
  readonly label: string;
  readonly value: string;
  /** Code is shown in the editor's font, `error` in its colour too. */
  readonly look?: 'code' | 'error' | 'stack';
  /** Where the value leads to. */
  readonly leadsTo?: { readonly row: string } | { readonly location: RowLocation };
}

/** What the details tell of a row, in the order of telling: how it is first, then what it is. */
export function detailFields(row: ProcessRow, parent: ProcessRow | undefined, now: number): DetailField[] {
  return [...outcomeFields(row, now), ...identityFields(row, parent)].filter((field) => field !== null);
}

function outcomeFields(row: ProcessRow, now: number): (DetailField | null)[] {
  const { startedAt, error } = row;
  const trace = error?.stack ?? (error?.message.includes('\n') ? `${error.name}: ${error.message}` : null);
  return [
    field('Status', outcome(row)),
    field('Error', error && errorLine(error), 'error'),
    field('Trace', trace, 'stack'),
    field('Last command', row.commandError, 'error'),
    field('Started', startedAt === null ? null : formatTime(startedAt, now)),
    startedAt === null ? null : field(row.alive ? 'Running for' : 'Ran for', duration(row, startedAt, now)),
  ];
}

function identityFields(row: ProcessRow, parent: ProcessRow | undefined): (DetailField | null)[] {
  const { location } = row;
  return [
    field('Target', targetText(row), 'code'),
    location && { ...field('Made at', placeText(location)), leadsTo: { location } },
    parent ? { label: 'Parent', value: withPid(parent), leadsTo: { row: parent.id } } : null,
    field('PID', row.pid === null ? null : `${row.pid}${row.daemon ? ', daemon' : ''}`),
    field('Command line', row.commandLine, 'code'),
    field('Script', row.script === row.commandLine ? null : row.script, 'code'),
    field('Working directory', row.cwd, 'code'),
    field('Runtime', row.runtime),
  ] as (DetailField | null)[];
}

function field(label: string, value: string | null, look?: DetailField['look']): DetailField | null {
  if (value === null || value === '') return null;
  return look ? { label, value, look } : { label, value };
}

/** `terminated from here, exit code -15 SIGTERM`. */
function outcome(row: ProcessRow): string {
  const { text } = statusOf(row);
  const exit = exitText(row);
  // A reason that says the word itself stands for it.
  const words = row.endReason?.startsWith(text) ? [row.endReason] : [text, row.endReason];
  return [...words, exit && (row.exitcode === null ? exit : `exit code ${exit}`)].filter(Boolean).join(', ');
}

function duration({ alive, endedAt }: ProcessRow, startedAt: number, now: number): string | null {
  if (alive) return formatDuration(now - startedAt);
  return endedAt === null ? null : formatDuration(endedAt - startedAt);
}

function withPid({ name, pid }: ProcessRow): string {
  return pid === null ? name : `${name} (${pid})`;
}

function placeText({ url, line, column }: RowLocation): string {
  return `${decoded(url.replace(/^file:\/\/(?=\/)/, ''))}:${line}:${column}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray % is no escape
  }
}
