/**
 * The main script of each child process, `node child.cjs`: library and loader in one file, since reading and
 * compiling files is most of what a start costs besides Node's own.
 */
import { Module } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runChild } from '../multiprocessing/childMain.ts';
import { installExitHandlers } from '../multiprocessing/exit.ts';
import * as library from '../multiprocessing/index.ts';
import { installLoader } from './installLoader.ts';

provideLibrary();
installExitHandlers();
void runChild(installLoader);

/** User modules that load `multiprocessing-ts` get the library that is here, and not a second one. */
function provideLibrary(): void {
  const file = join(__dirname, 'multiprocessing.cjs');
  const provided = new Module(file);
  Object.assign(provided, { filename: file, loaded: true, exports: library });
  require.cache[file] = provided;
  // The ES module looks here first: finding a file by require() takes a millisecond
  const holder = globalThis as { [key: symbol]: unknown };
  holder[Symbol.for(pathToFileURL(join(__dirname, 'multiprocessing.mjs')).href)] = library;
}
