/**
 * The main script of each child process, `node child.cjs`: the library's core and the loader in one file, since reading
 * and compiling files is most of what a start costs besides Node's own.
 */
import { runChild } from '../multiprocessing/childMain.ts';
import { prepareCore } from '../multiprocessing/core.ts';
import { installExitHandlers } from '../multiprocessing/exit.ts';
import { provideLibrary, type Contents } from './childLibrary.ts';
import { installLoader } from './installLoader.ts';

/** @param contents What the build has found to be where: scripts/support/childParts.mjs. */
export function enterChild(contents: Contents): void {
  prepareCore();
  provideLibrary(contents);
  installExitHandlers();
  void runChild(installLoader);
}
