/** Where the main module finds this library, for its children, which would take 2 ms to look again. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { name as packageName } from '../../package.json';
import { libraryFolder } from './libraryFolder.ts';
import { loaderState, type LoaderState } from './targetTable.ts';

type Library = LoaderState['mainLibrary'];

let found: Library | undefined;

/** @param main The URL of the main module. The loader has seen what it imports; without the loader, Node is asked. */
export function mainLibrary(main: string | null): Library {
  if (main === null || loaderState.active) return loaderState.mainLibrary;
  return (found ??= isFoundFrom(main)
    ? { import: own('multiprocessing.mjs'), require: own('multiprocessing.cjs') }
    : {});
}

/** Whether it is this copy, whose entries are known. */
function isFoundFrom(main: string): boolean {
  const { createRequire } = process.getBuiltinModule('node:module');
  try {
    return createRequire(main).resolve(packageName) === join(libraryFolder(), 'multiprocessing.cjs');
  } catch {
    return false;
  }
}

function own(file: string): string {
  return pathToFileURL(join(libraryFolder(), file)).href;
}
