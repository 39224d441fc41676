import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeEntry } from './cacheEntry.ts';
import { cachePruner } from './cachePruner.ts';
import type { CachePlace, CompiledModule } from './compiledModule.ts';

/** Never fails: without a place to write to, modules are compiled each time. */
export function writeCached({ file, key }: CachePlace, source: Buffer, compiled: CompiledModule): void {
  const temporary = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}.tmp`;
  try {
    writeFileSync(temporary, encodeEntry(key, source, compiled), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, file); // whole or not at all, however many processes write it
  } catch {
    rmSync(temporary, { force: true });
    return;
  }
  cachePruner.written(dirname(file));
}
