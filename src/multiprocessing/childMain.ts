/** A child's life: import the main module, rebuild the Process object, run it. childEnd.ts has its end. */
import { flushCompileCache } from 'node:module';
import { loadAgent } from './agentLoader.ts';
import { duringBootstrap } from './bootstrap.ts';
import { endWell, endWithError, watchEnd } from './childEnd.ts';
import { parentProcess, setCurrentProcess, setParentMaker, setProcessMaker } from './currentProcess.ts';
import { setHubPlace } from './hubClient/hubPlace.ts';
import { setProcessIdentity } from './identity.ts';
import { endOrphan, holdLifeline, LIFELINE_FD, watchLifeline } from './lifeline.ts';
import { info, restoreLogging } from './logging.ts';
import { setOwnNodeOptions } from './ownNodeOptions.ts';
import { ParentProcess } from './parentProcess.ts';
import { COMPILE_CACHE_VARIABLE } from './codeCache.ts';
import { readPreparation, type Preparation, type ProcessState, type Work } from './preparation.ts';
import { Process } from './process.ts';
import { loads } from './reduction.ts';
import { inheritOffsets } from './sharedOffsets.ts';
import { printAtOnce } from './standardStreams.ts';
import { loaderState } from './targetTable.ts';

/** What `run()` has loaded by then is stored, too. */
const STORE_CODE_AFTER_MS = 100;

/** @param installLoader Called when the loader can know where its caches are. */
export async function runChild(installLoader: () => void): Promise<void> {
  const preparation = readPreparation();
  if (preparation === null) process.exit(1); // the parent died while it started us: there is nothing to do
  adoptLoaderState(preparation);
  installLoader();
  try {
    const child = await prepare(preparation);
    storeCode();
    info('child process calling self.run()');
    await child.run();
    endWell();
  } catch (error) {
    await endWithError(error);
  }
}

async function prepare(preparation: Preparation): Promise<Process> {
  const { parent, argv, main, logging } = preparation;
  const state = { ...preparation.state, authkey: Buffer.from(preparation.state.authkey, 'base64') };
  process.argv.splice(1, Infinity, ...argv);
  setOwnNodeOptions(preparation.ownNodeOptions);
  setHubPlace(preparation.hub);
  inheritOffsets(preparation.offsets);
  setProcessIdentity({ id: state.id, parentId: parent.id, name: state.name, daemon: state.daemon });
  setParentMaker(() => new ParentProcess(parent.name, parent.pid, holdLifeline));
  // Until the real one can be rebuilt, for the main module's top level
  setProcessMaker(() => Process.restore(Process, state));
  printAtOnce();
  restoreLogging(logging);
  watchEnd();
  watchLifeline(LIFELINE_FD, () => {
    parentProcess()?.hasEnded();
    if (!state.detached) endOrphan();
  });
  loadAgent();
  if (main !== null) await duringBootstrap(() => import(main) as Promise<unknown>);
  const child = await rebuild(state, preparation.process);
  setCurrentProcess(child);
  return child;
}

async function rebuild(state: ProcessState, text: string): Promise<Process> {
  const work = (await loads(text, (processClass) => Process.restore(processClass as typeof Process, state))) as Work;
  work.process.adopt(work);
  return work.process;
}

/** What the parent's loader has found out already. */
function adoptLoaderState({ main, resolutions, compileCache }: Preparation): void {
  Object.assign(loaderState, { mainUrl: main, resolutions, compileCache });
  if (compileCache === null) return;
  delete process.env[COMPILE_CACHE_VARIABLE]; // other programs that this one starts shall not have it
}

/**
 * Node stores compiled code when a process exits; one that is terminated, as workers of a pool are, does not come to it,
 * and those after it would compile the same again. Where all has been stored before, it takes some microseconds.
 */
function storeCode(): void {
  if (loaderState.compileCache === null) return;
  flushCompileCache();
  setTimeout(flushCompileCache, STORE_CODE_AFTER_MS).unref();
}
