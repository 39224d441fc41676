import { endText, exitMeaning } from './endText.ts';
import type { ProcessRow, RowError } from './processRow.ts';
import { statusOf } from './status.ts';

/** What the status and the exit code do not tell: the error's first line, or how it ended; null when nothing. */
export function statusNote(row: ProcessRow): string | null {
  if (row.error) return errorLine(row.error);
  const byExit = row.endReason === null && row.signal === null; // the exit code has a column of its own
  const note = byExit ? exitMeaning(row) : endText(row);
  return note === statusOf(row).text ? null : note;
}

/** `RangeError: bad row 17`: the first line of an error. */
export function errorLine({ name, message }: RowError): string {
  const [line = ''] = message.split('\n', 1);
  return line ? `${name}: ${line}` : name;
}
