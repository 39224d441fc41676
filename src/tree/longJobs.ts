import type { ProcessRow, RowJob } from './processRow.ts';
import { rowsOf, type ProcessTree } from './processTree.ts';

/** A job that takes longer is worth telling of outside of the tree. */
const LONG_MS = 3_000;

export interface LongJob {
  /** Unique over time. */
  readonly key: string;
  readonly row: ProcessRow;
  readonly job: RowJob;
}

export interface LongJobs {
  readonly jobs: readonly LongJob[];
  /** When the next one will have come to be long, in milliseconds since the epoch; null when there is none. */
  readonly nextAt: number | null;
}

/** What the pools of the programs that this window has started have been doing for long. */
export function longJobs(tree: ProcessTree, now: number): LongJobs {
  const all = rowsOf(tree).flatMap((row) => (row.jobs.length > 0 && isLaunched(tree, row.id) ? jobsOf(row) : []));
  const dues = all.map(({ job }) => job.at + LONG_MS).filter((due) => due > now);
  return {
    jobs: all.filter(({ job }) => job.at + LONG_MS <= now),
    nextAt: dues.length > 0 ? Math.min(...dues) : null,
  };
}

function jobsOf(row: ProcessRow): LongJob[] {
  return row.jobs.map((job) => ({ key: `${row.id} ${job.job}`, row, job }));
}

/** It, or the program that it is part of. */
function isLaunched(tree: ProcessTree, id: string): boolean {
  for (let node = tree.nodes.get(id); node; node = node.parentId === null ? undefined : tree.nodes.get(node.parentId))
    if (node.facts.launched) return true;
  return false;
}
