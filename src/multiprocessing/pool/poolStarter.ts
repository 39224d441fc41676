/** Starts pools by startPool.ts, which a process that has none, such as a worker, is spared with all that it needs. */
import { inRest } from '../parts.ts';
import type { Crew } from './crew.ts';
import type { PoolCalls } from './poolCalls.ts';
import type { PoolOptions } from './poolOptions.ts';
import type { PoolWorker } from './poolWorker.ts';

export interface StartedPool {
  /** How many workers. */
  readonly size: number;
  readonly crew: Crew;
  readonly calls: PoolCalls;
}

type Wanted = [processes: number | null, options: PoolOptions, workerClass: typeof PoolWorker];

export const { set: setPoolStarter, call: startPool } = inRest<Wanted, StartedPool>();
