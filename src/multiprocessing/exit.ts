/**
 * What happens at the end of every process that uses the library: finalizers, daemons terminated, other children
 * waited for. CPython's util._exit_function, in its order.
 */
import { liveChildren } from './children.ts';
import { runFinalizers } from './finalize.ts';
import { debug, info } from './logging.ts';

let begun = false;
let ended = false;
let shuttingDown: Promise<void> | undefined;
let last: ((exitcode: number) => void) | undefined;
const lastResorts: (() => boolean)[] = [];

/** Children do not keep the event loop alive, so `beforeExit` is where a program's own work has ended. */
export function installExitHandlers(): void {
  process.on('beforeExit', () => {
    if (!lastResorts.some((resort) => resort())) void shutDown();
  });
  process.on('exit', (exitcode) => {
    shutDownSync();
    last?.(exitcode);
  });
}

/** Asked when nothing is left to do; one that returns true has found something, and the process goes on. */
export function onNothingLeft(resort: () => boolean): void {
  lastResorts.push(resort);
}

/** Sets what is done after all else. */
export function atVeryEnd(callback: (exitcode: number) => void): void {
  last = callback;
}

/** At a natural end, once: who calls later waits for the same. */
export function shutDown(): Promise<void> {
  return (shuttingDown ??= waitForChildren());
}

async function waitForChildren(): Promise<void> {
  if (begun) return;
  begin();
  for (const child of liveChildren()) {
    info(`calling join() for process ${child.name}`);
    await child.join();
  }
  end();
}

/** At `process.exit()` and after an uncaught error, where no event comes any more: blocks. */
function shutDownSync(): void {
  if (!begun) begin();
  if (ended) return;
  for (const child of liveChildren()) {
    info(`calling join() for process ${child.name}`);
    child.waitSync();
  }
  end();
}

function begin(): void {
  begun = true;
  info('process shutting down');
  debug('running all "atexit" finalizers with priority >= 0');
  runFinalizers(0);
  for (const child of liveChildren()) {
    if (!child.daemon) continue;
    info(`calling terminate() for daemon ${child.name}`);
    child.terminate();
  }
}

function end(): void {
  if (ended) return;
  ended = true;
  debug('running the remaining "atexit" finalizers');
  runFinalizers();
}
