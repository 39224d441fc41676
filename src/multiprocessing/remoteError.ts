/** Errors on their way from the process where they are raised to the one who waits for the result. */
import { inspect } from 'node:util';
import { RemoteError, RemoteTraceback } from './errors.ts';
import { dumps, loadsNow } from './reduction.ts';
import { trace, withoutOurFrames } from './trace.ts';

/** `[error as dumps wrote it, name, message, trace]`: the first is null where it cannot travel. */
export type Failure = readonly [text: string | null, name: string, message: string, trace: string];

/** Where it was raised. Never throws: what cannot travel is described. */
export function packError(error: unknown): Failure {
  cutStack(error);
  const stack = traceOf(error);
  try {
    return [dumps(error, 'error'), ...described(error), stack];
  } catch {
    return [null, ...described(error), stack]; // its class or a field of it stays there
  }
}

/**
 * @param where Such as `PoolWorker-1 (pid 12)`.
 * @returns The error with the stack of there as its cause; a promise of it where modules have to be loaded.
 */
export function unpackError([text, name, message, stack]: Failure, where: string): unknown {
  const described = (cause?: unknown): RemoteError =>
    Object.assign(new RemoteError(`${name}: ${message}`, cause === undefined ? {} : { cause }), { remoteName: name });
  if (text === null) return withTraceback(described(), stack, where);
  try {
    const error = loadsNow(text, false);
    if (!(error instanceof Promise)) return withTraceback(error, stack, where);
    return error.then(
      (loaded) => withTraceback(loaded, stack, where),
      (cause: unknown) => withTraceback(described(cause), stack, where),
    );
  } catch (cause) {
    return withTraceback(described(cause), stack, where);
  }
}

/** What the error had as its cause becomes that of the traceback. */
function withTraceback(error: unknown, stack: string, where: string): unknown {
  if (!(error instanceof Error)) return error;
  const { cause } = error;
  const traceback = new RemoteTraceback(`in ${where}\n"""\n${stack}\n"""`, cause === undefined ? {} : { cause });
  traceback.stack = `${traceback.name}: ${traceback.message}`; // where it was put together says nothing
  Object.defineProperty(error, 'cause', { value: traceback, writable: true, configurable: true, enumerable: false });
  return error;
}

/** The frames below the program's own are this library's. */
function cutStack(error: unknown): void {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return;
  const stack = withoutOurFrames(error.stack);
  if (stack !== error.stack)
    Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
}

function described(error: unknown): [name: string, message: string] {
  if (error instanceof Error) return [error.name, error.message];
  return ['Error', `not an Error was thrown: ${inspect(error)}`];
}

function traceOf(error: unknown): string {
  try {
    return trace(error);
  } catch {
    return String(error); // an error whose own accessors throw
  }
}
