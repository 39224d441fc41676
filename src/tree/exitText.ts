import type { ProcessRow } from './processRow.ts';

/** The exit code as people read it: `0`, `1`, `-15 SIGTERM`; empty while there is none or it is not known. */
export function exitText({ exitcode, signal }: Pick<ProcessRow, 'exitcode' | 'signal'>): string {
  if (exitcode === null) return signal ?? '';
  return signal === null ? String(exitcode) : `${exitcode} ${signal}`;
}
