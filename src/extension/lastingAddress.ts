import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatMonitorAddress, parseMonitorAddress, type MonitorAddress } from '../monitor/address.ts';
import { newPrivatePath } from '../monitor/listen.ts';
import { newToken } from '../monitor/server.ts';

/**
 * Where a workspace's monitor can be found, in this session and in later ones: terminals outlive the extension host, and
 * the environment of what runs in them does not change. Made when it is asked for first.
 * @param folder The editor's folder for this workspace; null where there is no workspace: then it is for this session.
 */
export function lastingAddress(folder: string | null): MonitorAddress {
  if (folder === null) return newAddress();
  const file = path.join(folder, 'monitor');
  return readAddress(file) ?? writeAddress(file, newAddress());
}

export function newAddress(): MonitorAddress {
  return { path: newPrivatePath(), token: newToken() };
}

function readAddress(file: string): MonitorAddress | null {
  try {
    return parseMonitorAddress(readFileSync(file, 'utf8'));
  } catch {
    return null; // there is none yet
  }
}

/** Where it cannot be written, it is for this session. */
function writeAddress(file: string, address: MonitorAddress): MonitorAddress {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, formatMonitorAddress(address), { mode: 0o600 });
  } catch {
    // The rows of before cannot be written either, which is said there.
  }
  return address;
}
