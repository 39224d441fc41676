/** Where compiled modules are kept between processes: a private folder, found anew by each process. */
import { lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** `name` in the user's cache folder, or in one of the user's own among temporary files; null when neither can be had. */
export function openCacheFolder(name: string): string | null {
  for (const base of candidates()) {
    const folder = join(base, name);
    // The base is checked as well: who can write there could put a folder in our place.
    if (isPrivate(base) && (isPrivate(folder) || makePrivate(folder))) return folder;
    if (makePrivate(base) && makePrivate(folder)) return folder;
  }
  return null;
}

function candidates(): string[] {
  const user = process.getuid?.() ?? 'user';
  const caches = userCacheFolder();
  const own = join(tmpdir(), `multiprocessing-ts-${user}`);
  return caches === null ? [own] : [join(caches, 'multiprocessing-ts'), own];
}

function userCacheFolder(): string | null {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA || null;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return XDG_CACHE_HOME || join(homedir(), '.cache');
}

/** A folder (no link) that is ours and that nobody else can write to: what it holds gets executed. */
function isPrivate(folder: string): boolean {
  try {
    const stat = lstatSync(folder);
    if (!stat.isDirectory()) return false;
    return process.platform === 'win32' || (stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0);
  } catch {
    return false;
  }
}

function makePrivate(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return false;
  }
  return isPrivate(folder);
}
