/** Where the hub of this tree is, or will be once somebody needs it. The root decides, its processes are told. */
import { join } from 'node:path';

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
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  const name = `mp-${randomBytes(12).toString('hex')}`;
  const { tmpdir } = process.getBuiltinModule('node:os');
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name, 'hub');
  return { address, key: randomBytes(32).toString('base64') };
}
