/** What the one who started a process is told of an end that was no success. */
import { ProcessDiedError } from './errors.ts';
import type { Popen } from './popen.ts';
import { unpackErrorHere } from './remoteError.ts';

/**
 * The uncaught error that ended the process, as the process itself told it: of its class, with its fields, and with the
 * trace of there as its cause. null when none did, or when it could not tell.
 */
export function errorThatEnded(name: string, { pid, lastWords }: Popen): Error | null {
  if (lastWords === null) return null;
  const { error, name: errorName, message, stack } = lastWords;
  return unpackErrorHere([error, errorName, message, stack], `${name} (pid ${pid})`);
}

/** For a process that told no error: by its exit code. null after a clean end. */
export function processDied(name: string, { pid, returncode, signal }: Popen): ProcessDiedError | null {
  if (returncode === null || returncode === 0) return null;
  const how = signal === null ? `ended with exit code ${returncode}` : `was ended by ${signal}`;
  const error = new ProcessDiedError(`process '${name}' (pid ${pid}) ${how}`);
  return Object.assign(error, { pid, exitcode: returncode, signal });
}
