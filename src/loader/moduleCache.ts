/**
 * Compiled modules on disk, so that a process that finds its modules there loads neither parser nor compiler. One file
 * a module, named for its path and checked against its content: an edited module replaces its entry.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { decodeEntry } from './cacheEntry.ts';
import { openCacheFolder } from './cacheFolder.ts';
import { loaderState } from '../multiprocessing/targetTable.ts';
import type { CachePlace, CompiledModule, UserModule } from './compiledModule.ts';
import { hashName } from './hashName.ts';
import { isCurrent } from './nearestTsconfig.ts';
import { loaderVersion } from './version.ts';

let folder: string | null | undefined;

/** null when it is not there, is not of this source, or when a tsconfig.json that it depends on has changed. */
export function readCached(module: UserModule, source: Buffer): CompiledModule | null {
  const file = entryFile(module);
  if (file === null) return null;
  try {
    const compiled = decodeEntry(readFileSync(file), keyOf(module), source);
    return compiled?.config && !isCurrent(compiled.config, dirname(module.path)) ? null : compiled;
  } catch {
    return null; // none yet, or not readable: it is compiled again
  }
}

/** Where a compiled module is kept, and under which key; null when there is no folder to be had. */
export function cachePlace(module: UserModule): CachePlace | null {
  const file = entryFile(module);
  return file === null ? null : { file, key: keyOf(module) };
}

/** Where Node may keep its own compiled code; null when there is no folder to be had. */
export function cacheFolder(): string | null {
  // A child is told where its parent's is, and is spared the search.
  folder ??= loaderState.compileCache === null ? undefined : dirname(loaderState.compileCache);
  return (folder ??= openCacheFolder(`${loaderVersion}-${buildStamp()}`));
}

function entryFile(module: UserModule): string | null {
  const open = folder === undefined ? (folder = cacheFolder()) : folder;
  // Not by join(), which looks at each character in JavaScript, and takes as long as all else here
  return open === null ? null : `${open}${sep}${hashName(keyOf(module))}.module`;
}

function keyOf(module: UserModule): string {
  return `${module.declared ?? 'by syntax'} ${module.url}`;
}

/** What is built anew under the same version compiles anew. */
function buildStamp(): string {
  const stat = statSync(join(__dirname, 'transform.cjs'), { throwIfNoEntry: false });
  return stat ? Math.round(stat.mtimeMs).toString(36) : '0';
}
