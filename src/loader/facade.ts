/**
 * The ES module that an `import` of a user's CommonJS module gets.
 *
 * The module itself is loaded by Node's CommonJS loader, as if it had been required. Given its source by a hook, an
 * importing Node 22 would evaluate it with a require() of another kind (no require.cache, no module.children, modules
 * loaded twice); this way all versions do the same, and `require.main === module` holds in a main module.
 */
import { createRequire, isBuiltin } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { CompiledModule, UserModule } from './compiledModule.ts';
import { expectTarget } from './facadeTarget.ts';
import { isMainModule } from './mainModule.ts';
import { typescriptFile } from './typescriptFile.ts';
import { userModule } from './userModule.ts';

type Compile = (module: UserModule, source: Buffer) => CompiledModule;

export function commonjsFacade(module: UserModule, compiled: CompiledModule, compile: Compile): string {
  const isMain = isMainModule(module.url);
  const { names, stars } = isMain ? { names: [], stars: [] } : exportsOf(module, compiled, compile);
  if (!isMain) expectTarget({ module, compiled });
  const exported = names.map((name, index) => `const __${index}__ = __exports__?.[${JSON.stringify(name)}];`);
  const list = names.map((name, index) => `__${index}__ as ${JSON.stringify(name)}`);
  return [
    ...stars.map((specifier) => `export * from ${JSON.stringify(specifier)};`),
    `const __exports__ = process.getBuiltinModule('node:module')._load(${JSON.stringify(module.path)}, ${isMain ? 'null, true' : 'undefined, false'});`,
    ...exported,
    `export { ${[...list, '__exports__ as default', "__exports__ as 'module.exports'"].join(', ')} };`,
    // A name of its own: under the module's, debuggers would set breakpoints in these lines, and traces lead to them.
    '\n//# sourceURL=node:multiprocessing-ts/commonjs',
  ].join('');
}

interface FacadeExports {
  readonly names: string[];
  /** Modules whose exports are passed on and cannot be told from their text. */
  readonly stars: string[];
}

function exportsOf(
  module: UserModule,
  compiled: CompiledModule,
  compile: Compile,
  seen = new Set<string>(),
): FacadeExports {
  seen.add(module.url);
  const names = new Set(compiled.exportNames);
  const stars = new Set<string>();
  for (const specifier of compiled.reexports) {
    const url = resolveReexport(specifier, module);
    const target = url === null ? null : userModule(url);
    if (target === null) {
      if (url !== null) stars.add(url);
    } else if (!seen.has(target.url)) addTarget(target);
  }
  names.delete('default');
  names.delete('module.exports');
  return { names: [...names], stars: [...stars] };

  function addTarget(target: UserModule): void {
    const inner = compile(target, readFileSync(target.path));
    if (inner.format !== 'commonjs') return void stars.add(target.url);
    const { names: innerNames, stars: innerStars } = exportsOf(target, inner, compile, seen);
    for (const name of innerNames) names.add(name);
    for (const star of innerStars) stars.add(star);
  }
}

/** null for what cannot be found: that another branch requires it is no reason to fail. */
function resolveReexport(specifier: string, from: UserModule): string | null {
  try {
    const path = createRequire(from.path).resolve(specifier);
    return isBuiltin(path) ? path : pathToFileURL(path).href;
  } catch {
    return typescriptFile(specifier, from.url); // Node 22 resolves past the hooks here
  }
}
