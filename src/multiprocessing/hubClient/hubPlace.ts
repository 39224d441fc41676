/** Where the hub of this tree is, or will be once somebody needs it. The root decides, its processes are told. */
import { accessSync, constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomBytes } from '../hubWire/randomBytes.ts';

export interface HubPlace {
  /** The path of a Unix socket in a folder of its own, or a named pipe. */
  readonly address: string;
  /** What the processes of the tree prove themselves with; base64. */
  readonly key: string;
}

let place: HubPlace | undefined;
let told = false;

export function hubPlace(): HubPlace {
  return (place ??= newPlace());
}

/** In a child. */
export function setHubPlace(parents: HubPlace): void {
  place = parents;
  told = true;
}

/** Whether the hub is to be in this process. */
export function isHubHere(): boolean {
  return !told;
}

function newPlace(): HubPlace {
  const name = `mp-${randomBytes(12).toString('hex')}`;
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(parentFolder(), name, 'hub');
  return { address, key: randomBytes(32).toString('base64') };
}

/** Linux's files in memory. */
const SHARED_MEMORY = '/dev/shm';

function parentFolder(): string {
  if (process.platform === 'linux' && isWritable(SHARED_MEMORY)) return SHARED_MEMORY;
  return process.getBuiltinModule('node:os').tmpdir();
}

/** The folder for files in shared memory; null where there is none. */
export function storeFolder(): string | null {
  const { address } = hubPlace();
  return address.startsWith(SHARED_MEMORY) ? dirname(address) : null;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
