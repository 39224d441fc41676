/** Where the main module finds this library, for its children, which would take 2 ms to look again. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { name as packageName } from '../../package.json';
import { libraryFolder } from './libraryFolder.ts';
import { noteResolution, type ImportKind } from './resolutions.ts';
import { loaderState } from './targetTable.ts';

let isNoted = false;

/** Without the loader, which sees what is imported, Node is asked. @param main The URL of the main module. */
export function noteLibraryOf(main: string): void {
  if (loaderState.active || isNoted) return;
  isNoted = true;
  if (!isFoundFrom(main)) return;
  note('import', 'multiprocessing.mjs');
  note('require', 'multiprocessing.cjs');

  function note(kind: ImportKind, file: string): void {
    const url = pathToFileURL(join(libraryFolder(), file)).href;
    noteResolution({ kind, specifier: packageName, parentUrl: main }, url, main);
  }
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
