import type { ProcessRow, RowJob } from './processRow.ts';

/** What the pools of a process have to do: `map 1,240/10,000`, with `+1` for each further call; empty when nothing. */
export function workText({ jobs }: Pick<ProcessRow, 'jobs'>): string {
  const [first] = jobs;
  if (!first) return '';
  return jobs.length === 1 ? jobText(first) : `${jobText(first)} +${jobs.length - 1}`;
}

/** `map 1,240/10,000`, or `imap 1,240` where nobody knows how many there are. */
export function jobText({ operation, done, total }: RowJob): string {
  return `${operation} ${grouped(done)}${total === null ? '' : `/${grouped(total)}`}`;
}

const grouped = (count: number): string => count.toLocaleString('en');
