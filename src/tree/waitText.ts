import type { ProcessRow, RowWait } from './processRow.ts';

/** `Queue.get jobs`, with `+1` for each further wait; empty when the process waits for nothing. */
export function waitText({ waiting }: Pick<ProcessRow, 'waiting'>): string {
  const [first] = waiting;
  if (!first) return '';
  return waiting.length === 1 ? waitName(first) : `${waitName(first)} +${waiting.length - 1}`;
}

/** `Queue.get jobs`: a single wait. What has no name of its own is called as its class, which the operation says. */
export function waitName({ operation, object }: RowWait): string {
  return object === '' || operation.startsWith(`${object}.`) ? operation : `${operation} ${object}`;
}
