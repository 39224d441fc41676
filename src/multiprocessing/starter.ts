/** Starts processes by spawn.ts, which a process that starts none is spared. */
import type { Popen } from './popen.ts';
import { loadRest } from './parts.ts';
import type { StartRequest } from './spawn.ts';

type Starter = (request: StartRequest) => Popen;

let starter: Starter | undefined;

export function setStarter(start: Starter): void {
  starter = start;
}

export function startFunction(request: StartRequest): Popen {
  if (starter === undefined) loadRest();
  if (starter === undefined) throw new Error('the library is not fully loaded yet');
  return starter(request);
}
