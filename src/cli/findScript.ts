import { statSync } from 'node:fs';
import { resolve } from 'node:path';

const EXTENSIONS = ['', '.js', '.ts', '.mts', '.cts', '.mjs', '.cjs', '.json', '.node'];

/** Whether Node or the loader will find a program under this name: a file, one without its extension, a folder. */
export function scriptExists(script: string, cwd: string): boolean {
  const path = resolve(cwd, script);
  return EXTENSIONS.some((extension) => statSync(path + extension, { throwIfNoEntry: false }) !== undefined);
}
