import type { CompiledModule, UserModule } from './compiledModule.ts';
import type * as transformBundle from './transform.ts';
import { readCached, writeCached } from './moduleCache.ts';

/** From the cache, or else compiled and put there. Throws a SyntaxError for TypeScript that is none. */
export function compileModule(module: UserModule, source: Buffer): CompiledModule {
  const cached = readCached(module, source);
  if (cached) return cached;
  const { transformModule } = require('./transform.cjs') as typeof transformBundle;
  const compiled = transformModule(module, source.toString('utf8').replace(/^\uFEFF/, ''));
  writeCached(module, source, compiled);
  return compiled;
}
