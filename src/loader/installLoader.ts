import { enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { loaderState, REGISTER_GLOBAL, registerTargets } from '../multiprocessing/targetTable.ts';
import type { TargetTable } from '../multiprocessing/targetTable.ts';
import { load } from './loadHook.ts';
import { isMainModule } from './mainModule.ts';
import { cacheFolder } from './moduleCache.ts';
import { isNodeSupported, unsupportedNode } from '../base/nodeVersion.ts';
import { resolve } from './resolveHook.ts';

/**
 * Puts the loader's hooks in place; once, however often and from however many copies of this package it is called.
 * Ends the process with a message when its Node is too old.
 */
export function installLoader(): void {
  if (loaderState.active) return;
  requireSupportedNode();
  loaderState.active = true;
  Object.defineProperty(globalThis, REGISTER_GLOBAL, { value: register, configurable: true });
  registerHooks({ resolve, load });
  keepCompiledCode();
}

/** What the prelude of each user module calls; `meta` is that module's import.meta where it is used. */
function register(url: string, table: TargetTable, meta?: { url: string; main?: boolean }): void {
  registerTargets(url, table);
  if (meta && !('main' in meta)) Object.assign(meta, { main: isMainModule(meta.url) });
}

function requireSupportedNode(): void {
  const { node } = process.versions;
  if (isNodeSupported(node)) return;
  process.stderr.write(`${unsupportedNode(node, process.execPath)}\n`);
  process.exit(1);
}

/** V8's compiled code, kept by Node itself; with coverage it would make the figures less precise. */
function keepCompiledCode(): void {
  const { NODE_COMPILE_CACHE, NODE_V8_COVERAGE } = process.env;
  if (NODE_COMPILE_CACHE || NODE_V8_COVERAGE || loaderState.compileCache !== null) return;
  const folder = cacheFolder();
  if (folder === null) return;
  loaderState.compileCache = join(folder, 'v8');
  enableCompileCache(loaderState.compileCache);
}
