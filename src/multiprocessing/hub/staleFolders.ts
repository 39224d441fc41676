/**
 * Removes what hubs have left whose program was killed together with its guard (orphanGuard.ts), as by the end of a
 * container's process group: the items in such a folder would occupy memory until the machine is restarted.
 */
import { lstat, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename, dirname, join } from 'node:path';

const FOLDER = /^mp-[0-9a-f]{24}$/;
/** A younger one may be of a hub that does not listen yet. */
const OLD_MS = 10 * 60_000;

/** @param address Of this hub: the others' are beside it. @returns Those that were removed. */
export async function removeStaleFolders(address: string): Promise<string[]> {
  const folder = dirname(address);
  const beside = dirname(folder);
  const names = (await readdir(beside)).filter((name) => FOLDER.test(name) && name !== basename(folder));
  const removed: string[] = [];
  for (const name of names) {
    const other = join(beside, name);
    if (!(await isOwnAndOld(other)) || (await isListening(join(other, basename(address))))) continue;
    await rm(other, { recursive: true, force: true });
    removed.push(other);
  }
  return removed;
}

async function isOwnAndOld(folder: string): Promise<boolean> {
  const stat = await lstat(folder).catch(() => null);
  return stat !== null && stat.isDirectory() && stat.uid === process.getuid?.() && Date.now() - stat.mtimeMs > OLD_MS;
}

/** Also when that cannot be told. */
function isListening(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'));
  });
}
