import type { ProcessRow } from './processRow.ts';

/** Whether the process runs Python's own multiprocessing, by what its agent said that it runs. */
export function isPython({ runtime }: ProcessRow): boolean {
  return runtime?.startsWith('python ') ?? false;
}
