import type { OutputLine } from '../tree/outputLine.ts';
import type { ProcessRow } from '../tree/processRow.ts';

/** The output of one process. */
export interface RowOutput {
  readonly row: ProcessRow;
  readonly lines: readonly OutputLine[];
}

/** `12:03:04.123 err worker 1  a line`: the output of some processes in one, by time; without the name of a single one. */
export function outputText(outputs: readonly RowOutput[]): string {
  const width = Math.max(...outputs.map(({ row }) => labelOf(row).length));
  const label = (row: ProcessRow) => (outputs.length > 1 ? `${labelOf(row).padEnd(width)}  ` : '');
  const lines = outputs.flatMap(({ row, lines: own }) =>
    own.map((line) => ({ at: line.at, text: `${prefix(line)} ${label(row)}${line.text}\n` })),
  );
  // Stable, so that the lines of one process stay in their order.
  return lines
    .sort((a, b) => a.at - b.at)
    .map(({ text }) => text)
    .join('');
}

function labelOf({ name, pid }: ProcessRow): string {
  return pid === null ? name : `${name} [${pid}]`;
}

function prefix({ at, stream }: OutputLine): string {
  const mark = { stdout: 'out', stderr: 'err', note: '   ' }[stream];
  return `${clock(new Date(at))} ${mark}`;
}

function clock(date: Date): string {
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${hours}:${minutes}:${seconds}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
