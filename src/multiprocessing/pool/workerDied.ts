/** What is said of workers that end when they should not. */
import { WorkerDiedError } from '../errors.ts';
import { oneLine } from '../remoteError.ts';
import type { Chunk } from './chunk.ts';
import type { PoolWorker } from './poolWorker.ts';

/** The error of a chunk whose worker has ended before it was done. */
export function workerDied(worker: PoolWorker, chunk: Chunk): WorkerDiedError {
  const items = Array.from({ length: chunk.count }, (_, i) => chunk.index + i);
  const remedy = 'A task that may be run twice can be declared so: retries';
  const what = `${chunk.job.func.name}${itemText(items)}`;
  return describe(worker, items, `${text(worker)} before it had done ${what}. ${remedy}`);
}

/** The error of all tasks when no worker comes to run one. */
export function workersDoNotStart(worker: PoolWorker): WorkerDiedError {
  return describe(worker, [], `${text(worker)} before it could run a task, and so would the others`);
}

function describe(worker: PoolWorker, items: readonly number[], message: string): WorkerDiedError {
  const { name, pid, exitcode, error } = worker;
  const cause = error === null ? {} : { cause: error };
  const fields = { worker: name, pid, exitcode, signal: worker.endSignal, items };
  return Object.assign(new WorkerDiedError(message, cause), fields);
}

function text({ name, pid, exitcode, endSignal, error }: PoolWorker): string {
  const how = endSignal === null ? `ended with exit code ${exitcode}` : `was killed by ${endSignal}`;
  const why = error === null ? '' : ` (${oneLine(error)})`;
  return `worker ${name} (pid ${pid}) ${how}${why}`;
}

function itemText(items: readonly number[]): string {
  const [first = 0] = items;
  if (items.length > 1) return ` of items ${first} to ${first + items.length - 1}`;
  return ` of item ${first}`;
}
