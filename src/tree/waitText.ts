import type { ProcessRow, RowWait } from './processRow.ts';
import { workText } from './workText.ts';

/**
 * `Queue.get jobs`, with `+1` for each further wait; how far a pool is, if that is what is waited for, or nothing is;
 * empty when the process waits for nothing.
 */
export function waitText({ waiting, jobs }: Pick<ProcessRow, 'waiting' | 'jobs'>): string {
  const [first] = waiting;
  const work = !first || isForPool(first) ? workText({ jobs }) : '';
  if (!first || work !== '') return work;
  return waiting.length === 1 ? waitName(first) : `${waitName(first)} +${waiting.length - 1}`;
}

/** `Queue.get jobs`: a single wait. What has no name of its own is called as its class, which the operation says. */
export function waitName({ operation, object }: RowWait): string {
  return object === '' || operation.startsWith(`${object}.`) ? operation : `${operation} ${object}`;
}

function isForPool({ operation }: RowWait): boolean {
  return /^(Pool|AsyncResult)\./.test(operation);
}
