/** Gives Node a user's module compiled: types removed, its functions registered. Everything else passes by. */
import { readFileSync } from 'node:fs';
import type { LoadHookContext, LoadHookSync } from 'node:module';
import { fileURLToPath } from 'node:url';
import { askerOf } from '../multiprocessing/resolutions.ts';
import { registerTargets, tableProblems, targetTables } from '../multiprocessing/targetTable.ts';
import { isRequire } from './conditions.ts';
import { compileModule } from './compileModule.ts';
import type { CompiledModule, UserModule } from './compiledModule.ts';
import { commonjsFacade } from './facade.ts';
import { takeTarget, type FacadeTarget } from './facadeTarget.ts';
import { libraryWrapper, noteLibraryNames } from './libraryWrapper.ts';
import { enableSourceMaps } from './sourceMaps.ts';
import { userModule } from './userModule.ts';

export const load: LoadHookSync = (url, context, nextLoad) => {
  const wrapper = libraryWrapper(url);
  if (wrapper !== null) return { format: 'module', source: wrapper, shortCircuit: true };
  const { module, compiled } = takeTarget(url) ?? compiledFor(url, context);
  if (module === null || compiled === null) return nextLoad(url, context);
  if (compiled.problem !== null) tableProblems.set(module.url, compiled.problem);
  if (compiled.format === null) return nextLoad(url, context);
  // One without functions registers nothing itself, but is known all the same.
  if (compiled.problem === null && !targetTables.has(module.url)) registerTargets(module.url, {});
  noteLibraryNames(module.url, compiled.libraryNames);
  if (compiled.sourceMap) enableSourceMaps();
  return { ...served(module, compiled, context), shortCircuit: true };
};

/** Nothing where it is for Node to load, or to say why it cannot. */
function compiledFor(url: string, context: LoadHookContext): FacadeTarget | { module: null; compiled: null } {
  const module = asksForSource(context) ? null : userModule(url);
  const source = module && read(module);
  return module && source ? { module, compiled: compileModule(module, source) } : { module: null, compiled: null };
}

function served(module: UserModule, compiled: CompiledModule, context: LoadHookContext) {
  if (compiled.format === 'commonjs' && !isRequire(context.conditions)) {
    return { format: 'module' as const, source: commonjsFacade(module, compiled, compileModule) };
  }
  return { format: compiled.format ?? 'commonjs', source: compiled.code };
}

/** `import text from './x.ts' with { type: 'text' }` */
function asksForSource({ importAttributes }: LoadHookContext): boolean {
  return importAttributes?.type !== undefined;
}

/** null when it cannot be read: Node then says so. @throws What Node says of what it cannot find, if it was not asked. */
function read({ path, url }: UserModule): Buffer | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    const asker = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? askerOf(url) : undefined;
    if (asker === undefined) return null;
    const message = `Cannot find module '${path}' imported from ${fileURLToPath(asker)}`;
    throw Object.assign(new Error(message, { cause }), { code: 'ERR_MODULE_NOT_FOUND', url });
  }
}
