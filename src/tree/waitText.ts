import type { ProcessRow, RowWait } from './processRow.ts';

/** `Queue.get jobs`, with `+1` for each further wait; empty when the process waits for nothing. */
export function waitText({ waiting }: Pick<ProcessRow, 'waiting'>): string {
  const [first] = waiting;
  if (!first) return '';
  return waiting.length === 1 ? waitName(first) : `${waitName(first)} +${waiting.length - 1}`;
}

/** `Queue.get jobs`: a single wait. */
export function waitName({ operation, object }: RowWait): string {
  return object === '' ? operation : `${operation} ${object}`;
}
