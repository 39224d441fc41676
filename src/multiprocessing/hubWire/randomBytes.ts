import { closeSync, openSync, readSync } from 'node:fs';

/** Random bytes that nobody can guess. */
export function randomBytes(count: number): Buffer {
  return bytesOfSystem(count) ?? process.getBuiltinModule('node:crypto').randomBytes(count);
}

/** As all systems but Windows give them in a file: to load node:crypto takes a program a third of a process's start. */
function bytesOfSystem(count: number): Buffer | null {
  try {
    const fd = openSync('/dev/urandom', 'r');
    try {
      const bytes = Buffer.allocUnsafeSlow(count);
      return readSync(fd, bytes) === count ? bytes : null;
    } finally {
      closeSync(fd);
    }
  } catch {
    return null;
  }
}
