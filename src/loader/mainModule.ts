/** Which module is the program's main one: its functions' URL, `import.meta.main` and the child's import rest on it. */
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loaderState } from '../multiprocessing/targetTable.ts';

let expected = false;
let isHere = false;

/** The next module that nobody imports, and that is the program's script, is the main one. */
export function expectMainModule(): void {
  expected = loaderState.mainUrl === null;
}

/** Called with each module that is resolved without a parent. */
export function noteEntry(url: string): void {
  if (!expected || !url.startsWith('file:') || !isScript(fileURLToPath(url))) return;
  expected = false;
  isHere = true;
  loaderState.mainUrl = url.replace(/[?#].*$/, '');
}

/** Whether it is the main module of this very process, not one that a child imports again. */
export function isMainModule(url: string): boolean {
  return isHere && url === loaderState.mainUrl;
}

/** Node takes the script's name without its extension too, and follows links. */
function isScript(path: string): boolean {
  const script = process.argv[1];
  if (script === undefined) return false;
  if (path === script || path.startsWith(`${script}.`) || path.startsWith(script + sep)) return true;
  try {
    return realpathSync(script) === path;
  } catch {
    return false;
  }
}
