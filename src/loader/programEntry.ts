/** What a program that was launched with the loader does first: learns who it is, and lets itself be watched. */
import type * as workerThreads from 'node:worker_threads';
import { MONITOR_VARIABLE, PROCESS_VARIABLE } from '../base/environment.ts';
import { loadAgent } from '../multiprocessing/agentLoader.ts';
import { setProcessIdentity } from '../multiprocessing/identity.ts';
import { endOrphan, watchLifeline } from '../multiprocessing/lifeline.ts';
import { expectMainModule } from './mainModule.ts';

export function enterProgram(): void {
  expectMainModule();
  const launch = takeLaunch();
  if (!launch && !process.env[MONITOR_VARIABLE]) return;
  if (!isMainThread()) return;
  if (launch?.id !== undefined)
    setProcessIdentity({ id: launch.id, parentId: null, name: 'MainProcess', daemon: false });
  if (launch?.lifeline !== undefined) watchLifeline(launch.lifeline, endOrphan);
  loadAgent();
}

interface Launch {
  readonly id?: string;
  readonly lifeline?: number;
}

/** From the environment, and out of it: other programs that this one starts are not launched by the same. */
function takeLaunch(): Launch | null {
  const text = process.env[PROCESS_VARIABLE];
  if (text === undefined) return null;
  delete process.env[PROCESS_VARIABLE];
  try {
    const { id, lifeline } = JSON.parse(text) as { id?: unknown; lifeline?: unknown };
    return {
      ...(typeof id === 'string' && id !== '' ? { id } : {}),
      ...(Number.isInteger(lifeline) && (lifeline as number) > 2 ? { lifeline: lifeline as number } : {}),
    };
  } catch {
    return null; // set by something else; the program runs without
  }
}

/** A worker thread gets the same --import, but is not the program. */
function isMainThread(): boolean {
  return (require('node:worker_threads') as typeof workerThreads).isMainThread;
}
