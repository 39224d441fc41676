/** Errors on their way from the process where they are raised to the one who waits for the result. */
import { inspect } from 'node:util';
import { RemoteError, RemoteTraceback } from './errors.ts';
import { dumpsWithObjects, loadsHere, loadsNow } from './reduction.ts';
import { trace, withoutOurFrames } from './trace.ts';

/** `[error as dumps wrote it, name, message, trace]`: the first is null where it cannot travel. */
export type Failure = readonly [text: string | null, name: string, message: string, trace: string];

/**
 * Where it was raised. Never throws: what cannot travel is described.
 * @param withShared Whether shared objects may travel with it: not from a process that ends, and lets go of them.
 */
export function packError(error: unknown, withShared = true): Failure {
  const stack = traceOf(error);
  try {
    const { text, objects } = dumpsWithObjects(error, 'error');
    return [withShared || objects.length === 0 ? text : null, ...described(error), stack];
  } catch {
    return [null, ...described(error), stack]; // its class or a field of it stays there
  }
}

/**
 * @param where Such as `PoolWorker-1 (pid 12)`.
 * @returns The error with the stack of there as its cause; a promise of it where modules have to be loaded.
 */
export function unpackError([text, name, message, stack]: Failure, where: string): unknown {
  const remote = (cause?: unknown): unknown => withTraceback(remoteError(name, message, cause), stack, where);
  if (text === null) return remote();
  try {
    const error = loadsNow(text, false);
    if (!(error instanceof Promise)) return withTraceback(error, stack, where);
    return error.then((loaded) => withTraceback(loaded, stack, where), remote);
  } catch (cause) {
    return remote(cause);
  }
}

/** The same, at once: a RemoteError where the class is not here. What was thrown and is no Error becomes one, too. */
export function unpackErrorHere([text, name, message, stack]: Failure, where: string): Error {
  let error: unknown = null;
  try {
    error = text === null ? null : loadsHere(text);
  } catch (cause) {
    error = remoteError(name, message, cause);
  }
  return withTraceback(error instanceof Error ? error : remoteError(name, message), stack, where) as Error;
}

/** `RangeError: there is no row 17`, whether its class is known here or not. */
export function oneLine(error: Error): string {
  return error instanceof RemoteError ? error.message : `${error.name}: ${error.message}`;
}

function remoteError(name: string, message: string, cause?: unknown): RemoteError {
  const error = new RemoteError(`${name}: ${message}`, cause === undefined ? {} : { cause });
  setStack(error, `${error.name}: ${error.message}`); // nor does it for this one
  return Object.assign(error, { remoteName: name });
}

/** What the error had as its cause becomes that of the traceback. */
function withTraceback(error: unknown, stack: string, where: string): unknown {
  if (!(error instanceof Error)) return error;
  const { cause } = error;
  const traceback = new RemoteTraceback(`in ${where}\n"""\n${stack}\n"""`, cause === undefined ? {} : { cause });
  setStack(traceback, `${traceback.name}: ${traceback.message}`); // where it was put together says nothing
  Object.defineProperty(error, 'cause', { value: traceback, writable: true, configurable: true, enumerable: false });
  return error;
}

/** The frames below the program's own are this library's: of the error, and of what caused it. */
function cutStack(error: unknown): void {
  const seen = new Set<unknown>();
  for (let each = error; each instanceof Error && !seen.has(each); each = each.cause) {
    seen.add(each);
    if (typeof each.stack === 'string') setStack(each, withoutOurFrames(each.stack));
  }
}

function setStack(error: Error, stack: string): void {
  if (stack === error.stack) return;
  Reflect.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true }); // if it is not frozen
}

function described(error: unknown): [name: string, message: string] {
  if (error instanceof Error) return [error.name, error.message];
  return ['Error', `not an Error was thrown: ${inspect(error)}`];
}

function traceOf(error: unknown): string {
  try {
    cutStack(error);
    return trace(error);
  } catch {
    return String(error); // an error whose own accessors throw
  }
}
