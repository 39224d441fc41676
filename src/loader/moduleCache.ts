/**
 * Compiled modules on disk, so that a process that finds its modules there loads neither parser nor compiler. One file
 * a module, named for its path and checked against its content: an edited module replaces its entry.
 */
import { readFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { decodeEntry } from './cacheEntry.ts';
import { codeFolder } from '../multiprocessing/codeCache.ts';
import type { CachePlace, CompiledModule, UserModule } from './compiledModule.ts';
import { hashName } from './hashName.ts';
import { isCurrent } from './nearestTsconfig.ts';

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

function entryFile(module: UserModule): string | null {
  const open = codeFolder();
  // Not by join(), which looks at each character in JavaScript, and takes as long as all else here
  return open === null ? null : `${open}${sep}${hashName(keyOf(module))}.module`;
}

function keyOf(module: UserModule): string {
  return `${module.declared ?? 'by syntax'} ${module.url}`;
}
