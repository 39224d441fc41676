/** Compiles a user's module for Node: types removed, format told, targets registered. Needed only on a cache miss. */
import { dirname } from 'node:path';
import { commonjsExports } from './commonjsExports.ts';
import type { CompiledModule, ConfigStamp, Format, UserModule } from './compiledModule.ts';
import { libraryNames } from './libraryNames.ts';
import { looksLikeModule, parseModule } from './parse.ts';
import type { Parsed, Program } from './parse.ts';
import { insertPrelude, insertPreludeLine } from './prelude.ts';
import { stripTypes } from './stripTypes.ts';
import { targetNames } from './targetNames.ts';
import type * as typescriptBundle from './typescript.ts';
import { declaresResources } from './resources.ts';
import { blankOut, unusedImports } from './unusedImports.ts';

export { writeCached } from './cacheWriter.ts';

/** Throws a SyntaxError for TypeScript that cannot be compiled; JavaScript that cannot is left for Node to judge. */
export function transformModule(module: UserModule, source: string): CompiledModule {
  return module.typescript ? transformTypescript(module, source) : transformJavascript(module, source);
}

function transformJavascript(module: UserModule, source: string): CompiledModule {
  try {
    return withTargets(module, source, parseModule(source, module.declared), null);
  } catch (error) {
    return { ...EMPTY, format: null, code: source, problem: parseProblem(error) };
  }
}

function transformTypescript(module: UserModule, source: string): CompiledModule {
  const stripped = stripTypes(source);
  if (stripped === null) return transpileTypescript(module, source);
  let parsed: Parsed;
  try {
    parsed = parseModule(stripped, module.declared);
  } catch {
    // Decorators, `export { Type }`, ES module syntax in CommonJS: TypeScript knows what becomes of them.
    return transpileTypescript(module, source);
  }
  if (declaresResources(parsed.program, source)) return transpileTypescript(module, source);
  const unused = unusedImports(parsed.program, stripped);
  if (unused.length === 0) return withTargets(module, stripped, parsed, null);
  const { keepsImports, config } = typescript().importSettings(dirname(module.path));
  if (keepsImports) return withTargets(module, stripped, parsed, config);
  const code = blankOut(stripped, unused);
  return withTargets(module, code, { ...parsed, program: parseModule(code, parsed.format).program }, config);
}

function withTargets(module: UserModule, code: string, parsed: Parsed, config: ConfigStamp | null): CompiledModule {
  const { program, format } = parsed;
  const targets = targetNames(program, format);
  return {
    ...EMPTY,
    ...factsOf(program, format),
    format,
    code: insertPrelude(code, program, { url: module.url, format, targets }),
    config,
  };
}

function transpileTypescript(module: UserModule, source: string): CompiledModule {
  const { transpile, appendSourceMap } = typescript();
  const { code, map, config, format } = transpile(module, source);
  let parsed: Parsed;
  try {
    parsed = parseModule(code, format);
  } catch (error) {
    return {
      ...EMPTY,
      format: format ?? guess(code),
      code: appendSourceMap(code, map),
      sourceMap: true,
      config,
      problem: parseProblem(error),
    };
  }
  const targets = targetNames(parsed.program, parsed.format);
  const inserted = insertPreludeLine(code, parsed.program, { url: module.url, format: parsed.format, targets });
  return {
    ...EMPTY,
    ...factsOf(parsed.program, parsed.format),
    format: parsed.format,
    code: inserted ? appendSourceMap(inserted.code, map, inserted.line) : appendSourceMap(code, map),
    sourceMap: true,
    config,
  };
}

function factsOf(program: Program, format: Format): Partial<CompiledModule> {
  return format === 'commonjs' ? commonjsExports(program) : { libraryNames: libraryNames(program) };
}

const EMPTY = {
  sourceMap: false,
  exportNames: [],
  reexports: [],
  libraryNames: null,
  problem: null,
  config: null,
} as const;

function guess(code: string): Format {
  return looksLikeModule(code) ? 'module' : 'commonjs';
}

function parseProblem(error: unknown): string {
  return `the loader could not read its syntax: ${error instanceof Error ? error.message : String(error)}`;
}

/** A file of several megabytes: loaded only for what cannot be done without. */
function typescript(): typeof typescriptBundle {
  return require('./typescript.cjs') as typeof typescriptBundle;
}
