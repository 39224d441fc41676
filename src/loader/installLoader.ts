import { registerHooks } from 'node:module';
import { loaderState, REGISTER_GLOBAL, registerTargets } from '../multiprocessing/targetTable.ts';
import type { TargetTable } from '../multiprocessing/targetTable.ts';
import { load } from './loadHook.ts';
import { isMainModule } from './mainModule.ts';
import { keepCompiledCode } from '../multiprocessing/codeCache.ts';
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
