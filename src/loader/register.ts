/** `--import multiprocessing-ts/register`: the loader for the program that is about to run. */
import { loaderState } from '../multiprocessing/targetTable.ts';
import { installLoader } from './installLoader.ts';
import { enterProgram } from './programEntry.ts';

export { installLoader };

// Active already in a process of the library's, which is no program of its own, and where it is loaded a second time.
if (!loaderState.active) {
  installLoader();
  enterProgram();
}
