/** What every child needs, and what it offers without loading the rest of the library (parts.ts). */
import { currentProcess } from './currentProcess.ts';
import { addLibraryTargets, coreTargets } from './libraryTargets.ts';
import { setProcessNamer } from './logging.ts';

export * from './currentProcess.ts';
export * from './errors.ts';
export * from './logging.ts';
export * from './process.ts';

/** To be called by whatever holds the core. */
export function prepareCore(): void {
  setProcessNamer(() => currentProcess().name);
  addLibraryTargets(coreTargets);
}
