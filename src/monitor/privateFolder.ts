import { lstatSync } from 'node:fs';

/**
 * Whether a folder is this user's, and nobody else can enter it. One whose name is known could otherwise have been made by
 * anybody, where all share the folder for temporary files.
 */
export function isPrivateFolder(folder: string): boolean {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
