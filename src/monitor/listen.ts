import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Disposable } from '../base/disposable.ts';
import { isPrivateFolder } from './privateFolder.ts';

/** The shortest limit on socket paths, macOS's 104 bytes, less the end of the string. */
const MAX_SOCKET_PATH = 103;

/** In the name of a folder: enough that no two are the same. */
const LASTING_BYTES = 6;

export interface Listening extends Disposable {
  /** A socket, or the name of a pipe. */
  readonly path: string;
}

/** Another server listens there. */
export class AddressInUseError extends Error {}

/**
 * Lets `server` listen where only this user can connect: on a socket in a folder of its own, or on Windows on a pipe
 * whose name cannot be guessed. Disposing closes it and removes the folder.
 */
export async function listenPrivately(server: Server): Promise<Listening> {
  const { address, remove } = process.platform === 'win32' ? newPipe() : newSocket();
  try {
    await listening(server, address);
  } catch (cause) {
    remove();
    throw new Error(`The monitor cannot listen on ${address}. Is the folder for temporary files writable?`, { cause });
  }
  return closing(server, address, remove);
}

/** A path for `listenAt`, where nothing is yet; it can be listened at again and again. */
export function newPrivatePath(): string {
  if (process.platform === 'win32') return newPipe().address;
  return path.join(temporaryFolder(), `mpts-${randomBytes(LASTING_BYTES).toString('hex')}`, 's');
}

/**
 * Lets `server` listen at a path that `newPrivatePath` made, now or in another process; what a server has left there that
 * was killed goes away.
 * @throws AddressInUseError; Error when its folder is not this user's alone.
 */
export async function listenAt(server: Server, address: string): Promise<Listening> {
  if (process.platform !== 'win32') await prepareFolder(address);
  try {
    await listening(server, address);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new AddressInUseError(inUse(address), { cause });
    throw new Error(`The monitor cannot listen on ${address}`, { cause });
  }
  return closing(server, address, () => removeEmpty(path.dirname(address)));
}

async function prepareFolder(address: string): Promise<void> {
  const folder = path.dirname(address);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    if (!isPrivateFolder(folder)) throw new Error(`The monitor does not listen in ${folder}: it is not yours alone`);
    if (await isAnswered(address)) throw new AddressInUseError(inUse(address));
    rmSync(address, { force: true });
  }
}

function inUse(address: string): string {
  return `Another monitor listens on ${address}`;
}

/** Whether there is a server behind a socket. */
function isAnswered(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: address });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Of a pipe there is none; and another server that listens there already has put its socket into it.
  }
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(address, () => resolve(void server.off('error', reject)));
  });
}

function closing(server: Server, address: string, remove: () => void): Listening {
  const dispose = () => {
    server.close();
    remove();
  };
  return { path: address, dispose };
}

interface Address {
  readonly address: string;
  readonly remove: () => void;
}

function newSocket(): Address {
  const folder = mkdtempSync(path.join(temporaryFolder(), 'mpts-'));
  chmodSync(folder, 0o700);
  return { address: path.join(folder, 's'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Some have a folder for temporary files that is too long for a socket. */
function temporaryFolder(): string {
  const folder = tmpdir();
  return Buffer.byteLength(path.join(folder, `mpts-${'x'.repeat(LASTING_BYTES * 2)}`, 's')) <= MAX_SOCKET_PATH
    ? folder
    : '/tmp';
}

function newPipe(): Address {
  return { address: `\\\\.\\pipe\\multiprocessing-ts-${randomBytes(16).toString('hex')}`, remove: () => {} };
}
