import type { PoolEvent, PoolJob, PoolState } from '../multiprocessing/events.ts';
import { processIdentity } from '../multiprocessing/identity.ts';
import { cut } from './cut.ts';
import { MAX_JOBS, MAX_WORKERS, type JobInfo, type PoolsMessage } from './activityMessages.ts';

const MAX_NAME = 100;

/** How the pools of this process are, and what of it the server has been told. */
export class PoolsReport {
  readonly #pools = new Map<number, PoolEvent>();
  /** As JSON; null: nothing has been told. */
  #told: string | null = null;
  #changed = false;

  record(event: PoolEvent): void {
    this.#pools.set(event.pool, event);
    this.#changed = true;
  }

  /** What makes the server know what is so now. */
  *update(): Generator<PoolsMessage> {
    if (!this.#changed) return;
    this.#changed = false;
    const message = this.#message();
    const told = JSON.stringify(message);
    if (told === this.#told) return;
    this.#told = told;
    yield message;
  }

  *restate(): Generator<PoolsMessage> {
    if (this.#told !== null) yield this.#message();
  }

  #message(): PoolsMessage {
    const states = [...this.#pools].flatMap(([pool, event]) => this.#stateOf(pool, event) ?? []);
    const jobs = states.flatMap((state) => state.jobs).sort((a, b) => a.job - b.job);
    const workers = states.flatMap((state) => state.workers);
    return {
      type: 'pools',
      id: processIdentity().id,
      jobs: jobs.slice(0, MAX_JOBS).map(jobInfo),
      workers: workers.slice(0, MAX_WORKERS).map(({ id, task }) => ({ id, task: task && cut(task, MAX_NAME) })),
    };
  }

  #stateOf(pool: number, event: PoolEvent): PoolState | null {
    const state = event.state();
    if (state === null) this.#pools.delete(pool);
    return state;
  }
}

function jobInfo({ job, operation, name, done, total, at }: PoolJob): JobInfo {
  return { job, operation: cut(operation, MAX_NAME), name: cut(name, MAX_NAME), done, total, at };
}
