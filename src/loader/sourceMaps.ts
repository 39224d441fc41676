import { setSourceMapsSupport } from 'node:module';

let enabled = false;

/**
 * Makes stack traces follow source maps. Only once a module that has one is about to be compiled: every other program
 * is spared what it costs. Must come before that module is compiled.
 */
export function enableSourceMaps(): void {
  if (enabled) return;
  enabled = true;
  if (process.sourceMapsEnabled) return;
  // Without the maps of node_modules: traces into packages stay as they are without the loader.
  setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
}
