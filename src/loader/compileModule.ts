import type { CompiledModule, UserModule } from './compiledModule.ts';
import { cachePlace, readCached } from './moduleCache.ts';
import type * as transformBundle from './transform.ts';

/** From the cache, or else compiled and put there. Throws a SyntaxError for TypeScript that is none. */
export function compileModule(module: UserModule, source: Buffer): CompiledModule {
  return readCached(module, source) ?? compileAndKeep(module, source);
}

function compileAndKeep(module: UserModule, source: Buffer): CompiledModule {
  const { transformModule, writeCached } = require('./transform.cjs') as typeof transformBundle;
  const compiled = transformModule(module, source.toString('utf8').replace(/^\uFEFF/, ''));
  const place = cachePlace(module);
  if (place) writeCached(place, source, compiled);
  return compiled;
}
