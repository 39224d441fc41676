/**
 * Compiled modules on disk, so that a process that finds its modules there loads neither parser nor compiler. One file
 * a module, named for its path and checked against its content: an edited module replaces its entry.
 */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cachePruner } from './cachePruner.ts';
import { decodeEntry, encodeEntry } from './cacheEntry.ts';
import { openCacheFolder } from './cacheFolder.ts';
import { loaderState } from '../multiprocessing/targetTable.ts';
import type { CompiledModule, UserModule } from './compiledModule.ts';
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

/** Never fails: without a place to write to, modules are compiled each time. */
export function writeCached(module: UserModule, source: Buffer, compiled: CompiledModule): void {
  const file = entryFile(module);
  if (file === null) return;
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    writeFileSync(temporary, encodeEntry(keyOf(module), source, compiled), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file); // whole or not at all, however many processes write it
  } catch {
    rmSync(temporary, { force: true });
    return;
  }
  cachePruner.written(dirname(file));
}

/** Where Node may keep its own compiled code; null when there is no folder to be had. */
export function cacheFolder(): string | null {
  // A child is told where its parent's is, and is spared the search
  folder ??= loaderState.compileCache === null ? undefined : dirname(loaderState.compileCache);
  return (folder ??= openCacheFolder(`${loaderVersion}-${buildStamp()}`));
}

function entryFile(module: UserModule): string | null {
  const open = folder === undefined ? (folder = cacheFolder()) : folder;
  return open === null ? null : join(open, `${hashName(keyOf(module))}.module`);
}

function keyOf(module: UserModule): string {
  return `${module.declared ?? 'by syntax'} ${module.url}`;
}

/** What is built anew under the same version compiles anew. */
function buildStamp(): string {
  const stat = statSync(join(__dirname, 'transform.cjs'), { throwIfNoEntry: false });
  return stat ? Math.round(stat.mtimeMs).toString(36) : '0';
}
