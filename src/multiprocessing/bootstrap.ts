/**
 * Whether the code that runs now belongs to the import of the main module in a child: there, starting processes
 * would start them without end. Code that the import left behind (a timer, an awaited promise) counts too.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { RuntimeError } from './errors.ts';

const importing = new AsyncLocalStorage<boolean>();

export function duringBootstrap<R>(body: () => R): R {
  return importing.run(true, body);
}

/** @throws RuntimeError with the remedy. */
export function checkNotBootstrapping(): void {
  if (importing.getStore() !== true) return;
  throw new RuntimeError(`
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This means that the main module starts processes at its top level:
        each child imports the main module again, and would start them again.
        Put what only the program itself shall do under a guard:

            if (import.meta.main) {          // in CommonJS: require.main === module
              …
            }
`);
}
