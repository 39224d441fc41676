/**
 * Where what has been compiled is kept between processes: user modules by the loader, and V8's code of them and of the
 * library by Node itself. A child's first script shall come from it, so that its parent must know it, with the loader or
 * without.
 */
import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import { openCacheFolder } from './cacheFolder.ts';
import { libraryFolder } from './libraryFolder.ts';
import { loaderState } from './targetTable.ts';

/** Node's variable for it. */
export const COMPILE_CACHE_VARIABLE = 'NODE_COMPILE_CACHE';

let folder: string | null | undefined;

/** This build's; null when there is no folder to be had. */
export function codeFolder(): string | null {
  if (folder !== undefined) return folder;
  const { compileCache: told } = loaderState; // by the parent, which spares a child the search
  return (folder = told === null ? openCacheFolder(`${version}-${buildStamp()}`) : dirname(told));
}

/** For V8's code. @returns null where the user has said where, or measures coverage, which it would make less precise. */
export function compileCache(): string | null {
  const { NODE_V8_COVERAGE, [COMPILE_CACHE_VARIABLE]: chosen } = process.env;
  if (loaderState.compileCache !== null || chosen || NODE_V8_COVERAGE) return loaderState.compileCache;
  const found = codeFolder();
  return (loaderState.compileCache = found && join(found, 'v8'));
}

/** Where Node has not been told before this process started, as it has in a child. */
export function keepCompiledCode(): void {
  if (loaderState.compileCache !== null) return;
  const folder = compileCache();
  if (folder !== null) enableCompileCache(folder);
}

/** What is built anew under the same version compiles anew. */
function buildStamp(): string {
  const stat = statSync(join(libraryFolder(), 'transform.cjs'), { throwIfNoEntry: false });
  return stat ? Math.round(stat.mtimeMs).toString(36) : '0';
}
