import { EOFError, OSError } from '../errors.ts';
import { addressText, type Address } from '../socketAddress.ts';

/** It may have been there before: then one wants to know. */
export function unreachable(error: unknown, address: Address, wasConnected: boolean): unknown {
  if (!(error instanceof OSError || error instanceof EOFError)) return error;
  const code = error instanceof EOFError ? 'ECONNRESET' : (error as NodeJS.ErrnoException).code; // it ended meanwhile
  const why = wasConnected ? 'it has been shut down or has ended' : 'is it started, and is this its address?';
  return new OSError(
    `the manager's server at ${addressText(address)} cannot be reached (${code ?? error.message}): ${why}`,
    { cause: error, ...(code === undefined ? {} : { code }) },
  );
}
