import { programExecArgv } from '../ownNodeOptions.ts';
import { Crew } from './crew.ts';
import { PoolCalls } from './poolCalls.ts';
import { checkPoolOptions, type PoolOptions } from './poolOptions.ts';
import type { StartedPool } from './poolStarter.ts';
import type { PoolWorker } from './poolWorker.ts';
import { workerNodeOptions } from './workerNodeOptions.ts';

/** Starts the workers. @throws As the constructor of Pool. */
export function startNewPool(processes: number | null, options: PoolOptions, Worker: typeof PoolWorker): StartedPool {
  const cpus = process.getBuiltinModule('node:os').availableParallelism();
  const size = processes ?? cpus;
  checkPoolOptions(size, options as Readonly<Record<string, unknown>>);
  const { initializer = null, initargs = [], maxtasksperchild = null, daemon = true } = options;
  const given = [...programExecArgv(), process.env['NODE_OPTIONS'] ?? ''];
  const nodeOptions = workerNodeOptions(given, { version: process.versions.node, workers: size, cpus });
  const crew = new Crew(size, () => new Worker({ initializer, initargs, maxtasksperchild, daemon, nodeOptions }));
  crew.start();
  return { size, crew, calls: new PoolCalls(crew, size) };
}
