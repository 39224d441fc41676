/** Where a Listener listens. */
import { inspect } from 'node:util';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OSError, ValueError } from './errors.ts';
import { getTempDir } from './tempDir.ts';

/** The path of a Unix socket, the name of a pipe of Windows (`\\.\pipe\…`), or a host and a port. */
export type Address = string | readonly [host: string, port: number];

export type Family = 'AF_INET' | 'AF_UNIX' | 'AF_PIPE';

/** What the kernel takes for the path of a Unix socket, at least (macOS). */
const LONGEST_PATH = 103;
const PIPE_PREFIX = '\\\\.\\pipe\\';
const IS_WINDOWS = process.platform === 'win32';

/** @throws ValueError or TypeError for what is no address here. */
export function checkAddress(address: unknown, family?: unknown): asserts address is Address {
  if (typeof address === 'string') {
    const isPipe = address.startsWith('\\\\');
    if (isPipe !== IS_WINDOWS) throw new ValueError(`Family ${isPipe ? 'AF_PIPE' : 'AF_UNIX'} is not recognized.`);
  } else if (!Array.isArray(address) || typeof address[0] !== 'string' || !Number.isInteger(address[1]))
    throw new ValueError(`address type of ${inspect(address)} unrecognized: it is a path, or [host, port]`);
  if (family !== undefined && family !== familyOf(address as Address)) throw new ValueError('unrecognized family');
}

/** One that nobody else has. @throws ValueError for a family that there is not. */
export function arbitraryAddress(family: unknown = IS_WINDOWS ? 'AF_PIPE' : 'AF_UNIX'): Address {
  if (family === 'AF_INET') return ['localhost', 0];
  if (family === 'AF_UNIX' && !IS_WINDOWS) return join(getTempDir(), `listener-${randomName()}`);
  if (family === 'AF_PIPE' && IS_WINDOWS) return `${PIPE_PREFIX}pyc-${process.pid}-${randomName()}`;
  throw new ValueError('unrecognized family');
}

/** As Node takes it. `localhost` is the IPv4 one, as in Python, and known without asking. */
export function nodeAddress(address: Address): { path: string } | { host: string; port: number } {
  if (typeof address === 'string') return { path: address };
  const [host, port] = address;
  return { host: host === 'localhost' ? '127.0.0.1' : host === '' ? '0.0.0.0' : host, port };
}

export function addressText(address: Address): string {
  return typeof address === 'string' ? address : address.join(':');
}

/** Node tells it later; a constructor tells it at once. @throws OSError */
export function checkPath(path: string): void {
  if (IS_WINDOWS || path.startsWith('\0')) return;
  if (Buffer.byteLength(path) > LONGEST_PATH) throw new OSError(`AF_UNIX path too long: ${path}`);
  if (existsSync(path)) throw cannotListen(path, 'EADDRINUSE', 'the address is in use');
  if (!existsSync(dirname(path))) throw cannotListen(path, 'ENOENT', 'there is no such folder');
}

export function cannotListen(address: Address, code: string, why: string, cause?: unknown): OSError {
  return new OSError(`cannot listen at ${addressText(address)}: ${why}`, {
    code,
    ...(cause === undefined ? {} : { cause }),
  });
}

function familyOf(address: Address): Family {
  if (typeof address !== 'string') return 'AF_INET';
  return address.startsWith('\\\\') ? 'AF_PIPE' : 'AF_UNIX';
}

function randomName(): string {
  return process.getBuiltinModule('node:crypto').randomBytes(8).toString('hex');
}
