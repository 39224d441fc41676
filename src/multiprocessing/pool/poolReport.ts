/** Tells those who watch how a pool is: it costs a check when nobody does. */
import { announce, type PoolJob, type PoolState } from '../events.ts';
import { processIdentity } from '../identity.ts';
import type { Job } from './chunk.ts';
import type { Scheduler } from './scheduler.ts';
import type { WorkerLink } from './workerLink.ts';

let counter = 0;

export class PoolReport {
  readonly #pool = ++counter;
  readonly #scheduler: Scheduler<WorkerLink>;
  #isOver = false;

  constructor(scheduler: Scheduler<WorkerLink>) {
    this.#scheduler = scheduler;
  }

  /** Something has changed. */
  changed(): void {
    announce(() => ({ type: 'pool', id: processIdentity().id, pool: this.#pool, state: this.#state }));
  }

  ended(): void {
    this.#isOver = true;
    this.changed();
  }

  readonly #state = (): PoolState | null => {
    if (this.#isOver) return null;
    return {
      jobs: this.#scheduler.unfinished.flatMap((job) => jobState(job) ?? []),
      workers: [...this.#scheduler.lanes].map(({ process, current }) => ({
        id: process.treeId,
        task: current?.job.func.name ?? null,
      })),
    };
  };
}

function jobState({ progress, func }: Job): PoolJob | null {
  if (progress === null) return null;
  const { job, operation, done, total, at } = progress;
  return { job, operation, name: func.name, done, total, at };
}
