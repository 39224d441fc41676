/** Starts pools by startPool.ts, which a process that has none, such as a worker, is spared with all that it needs. */
import { loadRest } from '../parts.ts';
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

export type PoolStarter = (
  processes: number | null,
  options: PoolOptions,
  workerClass: typeof PoolWorker,
) => StartedPool;

let starter: PoolStarter | undefined;

export function setPoolStarter(start: PoolStarter): void {
  starter = start;
}

export const startPool: PoolStarter = (processes, options, workerClass) => {
  if (starter === undefined) loadRest();
  if (starter === undefined) throw new Error('the library is not fully loaded yet');
  return starter(processes, options, workerClass);
};
