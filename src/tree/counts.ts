import type { ProcessRow } from './processRow.ts';
import { statusOf } from './statusOf.ts';

/** Each process is counted once: one that failed is not among the ended. */
export interface Counts {
  readonly alive: number;
  readonly ended: number;
  readonly failed: number;
}

export function counts(rows: Iterable<ProcessRow>): Counts {
  let alive = 0;
  let ended = 0;
  let failed = 0;
  for (const row of rows) {
    if (row.alive) alive++;
    else if (statusOf(row).kind === 'failed') failed++;
    else if (row.state !== 'initial') ended++;
  }
  return { alive, ended, failed };
}
