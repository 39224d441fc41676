import { endReasonText } from './endReasons.ts';
import type { ProcessRow, RowError } from './processRow.ts';
import { statusOf } from './status.ts';

/** What the status and the exit code do not tell: the error's first line, or who ended it; null when nothing. */
export function statusNote(row: ProcessRow): string | null {
  if (row.error) return errorLine(row.error);
  const reason = endReasonText(row.endReason);
  return reason === statusOf(row).text ? null : reason;
}

/** `RangeError: bad row 17`: the first line of an error. */
export function errorLine({ name, message }: RowError): string {
  const [line = ''] = message.split('\n', 1);
  return line ? `${name}: ${line}` : name;
}
