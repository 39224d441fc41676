import type { ProcessRow } from './processRow.ts';

/** `0`, `1`, `-15 SIGTERM`; empty while it is not known. */
export function exitText({ exitcode, signal }: Pick<ProcessRow, 'exitcode' | 'signal'>): string {
  return [exitcode ?? '', signal ?? ''].join(' ').trim();
}
