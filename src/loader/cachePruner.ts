/** Keeps the cache small: now and then, the process that has just written an entry removes old ones. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ONE_WRITE_IN = 64;
const MOST_BYTES = 64 * 1024 * 1024;
const OLDEST_MS = 30 * 24 * 3600 * 1000;
const TEMPORARY_MS = 3600 * 1000;

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly isFolder: boolean;
}

export const cachePruner = {
  written(folder: string): void {
    if (Math.random() * ONE_WRITE_IN < 1) prune(folder);
  },
};

/** Removes what is old or too much in `folder`, and the folders of other versions that nobody has written to. */
export function prune(folder: string, limits = { bytes: MOST_BYTES, ageMs: OLDEST_MS }): void {
  const now = Date.now();
  let bytes = 0;
  const files = entriesIn(folder, true).filter(({ isFolder }) => !isFolder);
  for (const entry of files.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    const age = now - entry.mtimeMs;
    bytes += entry.bytes;
    const leftOver = entry.path.endsWith('.tmp') && age > TEMPORARY_MS; // its writer has died
    if (bytes > limits.bytes || age > limits.ageMs || leftOver) remove(entry.path);
  }
  for (const { path, mtimeMs, isFolder } of entriesIn(dirname(folder), false)) {
    if (isFolder && path !== folder && now - mtimeMs > limits.ageMs) remove(path);
  }
}

/** Node keeps what it has compiled further down. */
function entriesIn(folder: string, recursive: boolean): Entry[] {
  try {
    return readdirSync(folder, { recursive, encoding: 'utf8' }).flatMap((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat ? [{ path, bytes: stat.size, mtimeMs: stat.mtimeMs, isFolder: stat.isDirectory() }] : [];
    });
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // another process was faster, or it is not ours to remove
  }
}
