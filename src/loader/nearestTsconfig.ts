import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigStamp } from './compiledModule.ts';

const known = new Map<string, string | null>();

/** The path of the tsconfig.json in `folder` or the nearest folder above it; null when there is none. */
export function nearestTsconfig(folder: string): string | null {
  const cached = known.get(folder);
  if (cached !== undefined) return cached;
  const here = join(folder, 'tsconfig.json');
  const parent = dirname(folder);
  const found = existsSync(here) ? here : parent === folder ? null : nearestTsconfig(parent);
  known.set(folder, found);
  return found;
}

export function stampOf(path: string | null, files: readonly string[]): ConfigStamp {
  return { path, files: files.map((file) => [file, ...modified(file)] as const) };
}

/** Whether what was compiled under `stamp` for a module in `folder` would be compiled the same way now. */
export function isCurrent(stamp: ConfigStamp, folder: string): boolean {
  if (stamp.path !== nearestTsconfig(folder)) return false;
  return stamp.files.every(([file, mtimeMs, size]) => {
    const now = modified(file);
    return now[0] === mtimeMs && now[1] === size;
  });
}

/** A file that is not there has a time and a size as well, so that its coming is noticed. */
function modified(file: string): readonly [mtimeMs: number, size: number] {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? [stat.mtimeMs, stat.size] : [0, -1];
}
