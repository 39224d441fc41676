import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Disposable } from '../base/disposable.ts';

/** The shortest limit on socket paths, macOS's 104 bytes, less the end of the string. */
const MAX_SOCKET_PATH = 103;

export interface Listening extends Disposable {
  /** A socket, or the name of a pipe. */
  readonly path: string;
}

/**
 * Lets `server` listen where only this user can connect: on a socket in a folder of its own, or on Windows on a pipe
 * whose name cannot be guessed. Disposing closes it and removes the folder.
 */
export async function listenPrivately(server: Server): Promise<Listening> {
  const { address, remove } = process.platform === 'win32' ? newPipe() : newSocket();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(address, () => resolve(void server.off('error', reject)));
    });
  } catch (cause) {
    remove();
    throw new Error(`The monitor cannot listen on ${address}. Is the folder for temporary files writable?`, { cause });
  }
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
  return Buffer.byteLength(path.join(folder, 'mpts-XXXXXX', 's')) <= MAX_SOCKET_PATH ? folder : '/tmp';
}

function newPipe(): Address {
  return { address: `\\\\.\\pipe\\multiprocessing-ts-${randomBytes(16).toString('hex')}`, remove: () => {} };
}
