/** How a child ends: by itself when its target has settled and its event loop is empty, or by an error. */
import { currentProcess } from './currentProcess.ts';
import { RuntimeError } from './errors.ts';
import { atVeryEnd, shutDown } from './exit.ts';
import { sendLastWords, type LastWords } from './lifeline.ts';
import { info, writeToStderr } from './logging.ts';
import { packError } from './remoteError.ts';
import { trace } from './trace.ts';

/** As Node's own, for a main module whose top-level await never settles. */
const NEVER_SETTLED = 13;
/** What a person is shown of a trace elsewhere. */
const LONGEST_STACK = 4_000;
/** What the parent is told at once: no event comes any more by which more could be written. */
const LONGEST_ERROR = 32_000;

let settled = false;
let failure: { readonly error: unknown } | null = null;

/** To be called before the target runs. */
export function watchEnd(): void {
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return; // the program handles it
    failure = { error };
    process.exit(1);
  });
  process.on('beforeExit', () => {
    if (settled || failure !== null) return;
    failure = { error: neverSettled() };
    process.exitCode = NEVER_SETTLED;
  });
  atVeryEnd((exitcode) => {
    if (failure !== null) report(failure.error);
    info(`process exiting with exitcode ${exitcode}`);
  });
}

export function endWell(): void {
  settled = true;
}

/** Whatever timers or sockets are left. Waits for this process's children first, as Python does. */
export async function endNow(exitcode?: number): Promise<never> {
  settled = true;
  await shutDown();
  process.exit(exitcode);
}

/** Waits for this process's children first, as Python does. */
export async function endWithError(error: unknown): Promise<never> {
  failure = { error };
  process.exitCode = 1;
  await shutDown();
  process.exit(1);
}

function report(error: unknown): void {
  writeToStderr(`Process ${currentProcess().name}:\n${trace(error)}\n`);
  sendLastWords(lastWords(error));
}

function lastWords(error: unknown): LastWords {
  const [text, name, message, stack] = packError(error, false);
  const isShort = text !== null && text.length <= LONGEST_ERROR;
  return { name, message, stack: stack.slice(0, LONGEST_STACK), error: isShort ? text : null };
}

function neverSettled(): RuntimeError {
  return new RuntimeError(
    'the target did not finish: it awaits a promise that nothing can settle any more (no timer, socket or process is left)',
  );
}
