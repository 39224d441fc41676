/** Starts the hub's thread, in the root process, when the first object needs it. */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { version } from '../../../package.json';
import { deferred, type Deferred } from '../../base/deferred.ts';
import { COMPILE_CACHE_VARIABLE, compileCache } from '../codeCache.ts';
import { OSError } from '../errors.ts';
import { Finalize } from '../finalize.ts';
import { libraryFolder } from '../libraryFolder.ts';
import { askForHub } from '../lifeline.ts';
import { debug, warning } from '../logging.ts';
import { guardFolder } from '../orphanGuard.ts';
import { sharedOffsets } from '../sharedOffsets.ts';
import { hubPlace, isHubHere } from './hubPlace.ts';
import { warnOfUnread } from './unreadItems.ts';
import type { HubThreadData, HubThreadMessage } from '../hub/hubThread.ts';

let starting: Deferred<void> | undefined;

/** Sees to it that there is a hub. @returns Settles, in the root, when it listens; elsewhere at once. */
export function startHub(): Promise<void> {
  if (!isHubHere()) {
    askForHub();
    return Promise.resolve();
  }
  if (starting !== undefined) return starting.promise;
  starting = deferred<void>();
  starting.promise.catch(() => {}); // whoever uses an object is told
  startThread(starting);
  return starting.promise;
}

function startThread(listening: Deferred<void>): void {
  const { address, key } = hubPlace();
  if (process.platform !== 'win32') makeFolder(dirname(address));
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const workerData: HubThreadData = { address, key: Buffer.from(key, 'base64'), version, offsets: sharedOffsets() };
  // Not with this process's options: its loaders and inspectors are for the program
  const options = { workerData, execArgv: [], env: threadEnvironment(), name: 'hub' };
  const worker = new Worker(join(libraryFolder(), 'hub.cjs'), options);
  worker.on('message', (message: HubThreadMessage) => received(message, listening));
  worker.on('error', (cause) => listening.reject(hubFailed(cause.message, cause)));
  keepUntilListening(worker, listening.promise);
  // When the children have ended, and before the folder goes
  void new Finalize(null, () => warnOfUnread(worker), { exitpriority: -100 });
  debug(`hub starting at ${address}`);
}

/** A thread does not have the compiled code that the others have, unless its environment says where it is. */
function threadEnvironment(): NodeJS.ProcessEnv {
  const folder = compileCache() ?? process.env[COMPILE_CACHE_VARIABLE];
  return folder === undefined ? {} : { [COMPILE_CACHE_VARIABLE]: folder };
}

/** The thread does not keep the program alive, but what waits for it does. */
function keepUntilListening(worker: Worker, listening: Promise<void>): void {
  const letGo = (): void => worker.unref();
  listening.then(letGo, letGo);
}

function received(message: HubThreadMessage, listening: Deferred<void>): void {
  if (message.type === 'listening') listening.resolve();
  else if (message.type === 'failed') listening.reject(hubFailed(message.message));
  else warning(`hub: ${message.message}`);
}

function makeFolder(folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  guardFolder(folder);
  void new Finalize(null, () => rmSync(folder, { recursive: true, force: true }), { exitpriority: -200 });
}

function hubFailed(why: string, cause?: unknown): OSError {
  const { address } = hubPlace();
  return new OSError(`the hub, through which processes share queues and locks, could not start at ${address}: ${why}`, {
    cause,
  });
}
