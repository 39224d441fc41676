/**
 * Python's multiprocessing for Node: what `import … from 'multiprocessing-ts'` gives.
 * https://docs.python.org/3/library/multiprocessing.html
 */
import { prepareCore } from './core.ts';
import { prepareHubEnd } from './hubClient/hubEnd.ts';
import { SpawnProcess } from './context.ts';
import { addLibraryTargets } from './libraryTargets.ts';
import { serveManager } from './managers/managerProcess.ts';
import { setPoolStarter } from './pool/poolStarter.ts';
import { startNewPool } from './pool/startPool.ts';
import { startFunction } from './spawn.ts';
import { setStarter } from './starter.ts';

export * from './api.ts';
export {
  cpuCount,
  freezeSupport,
  getAllStartMethods,
  getContext,
  getStartMethod,
  setStartMethod,
  type Context,
  type StartMethod,
} from './context.ts';

declare global {
  interface ImportMeta {
    /** Whether the module is the program's main one; the loader gives it where Node does not. Declared as Node's types do. */
    main: boolean;
  }
}

/** A duration in seconds (a float, like every timeout of Python's multiprocessing). `1.5` is 1,500 ms. */
export type Seconds = number;

prepareCore();
prepareHubEnd();
setStarter(startFunction);
setPoolStarter(startNewPool);
addLibraryTargets({ SpawnProcess: () => SpawnProcess, serveManager: () => serveManager });
