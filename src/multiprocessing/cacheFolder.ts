/** Where compiled modules are kept between processes: a private folder, found anew by each process. */
import { lstatSync, mkdirSync } from 'node:fs';
import type * as nodeOs from 'node:os';
import { isAbsolute, join } from 'node:path';

/** `name` in the user's cache folder, or in one of the user's own among temporary files; null when neither can be had. */
export function openCacheFolder(name: string): string | null {
  return openIn(userCacheFolder(), 'multiprocessing-ts', name) ?? openIn(os().tmpdir(), temporaryName(), name);
}

function openIn(parent: string | null, own: string, name: string): string | null {
  if (parent === null) return null;
  const base = join(parent, own);
  const folder = join(base, name);
  // The base is checked as well: who can write there could put a folder in our place.
  return openPrivate(base) && openPrivate(folder) ? folder : null;
}

function openPrivate(folder: string): boolean {
  return isPrivate(folder) || makePrivate(folder);
}

function temporaryName(): string {
  return `multiprocessing-ts-${process.getuid?.() ?? 'user'}`;
}

function userCacheFolder(): string | null {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA || null;
  if (process.platform !== 'darwin' && XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  return join(HOME || os().homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
}

/** Seldom needed, and slow to load. */
function os(): typeof nodeOs {
  return require('node:os') as typeof nodeOs;
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
