/** Starts processes by spawn.ts, which a process that starts none is spared. */
import type { Popen } from './popen.ts';
import { inRest } from './parts.ts';
import type { StartRequest } from './spawn.ts';

export const { set: setStarter, call: startFunction } = inRest<[request: StartRequest], Popen>();
