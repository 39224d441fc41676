/**
 * `--import multiprocessing-ts/register`: the loader for the program that is about to run. The library's child entry
 * loads this file too, but calls `installLoader` when it is ready: a child's identity and main module are its own affair.
 */
import { dirname } from 'node:path';
import { installLoader } from './installLoader.ts';
import { enterProgram } from './programEntry.ts';

export { installLoader };

if (!isLoadedByPackage()) {
  installLoader();
  enterProgram();
}

function isLoadedByPackage(): boolean {
  const parent = module.parent?.filename;
  return typeof parent === 'string' && dirname(parent) === __dirname;
}
