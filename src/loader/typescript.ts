/** TypeScript's own compiler, one file at a time, for what stripping types cannot do. */
import ts from 'typescript-api';
import { dirname } from 'node:path';
import type { ConfigStamp, Format, UserModule } from './compiledModule.ts';
import { nearestTsconfig, stampOf } from './nearestTsconfig.ts';
import { syntaxError } from './syntaxError.ts';

export { appendSourceMap } from './inlineSourceMap.ts';

export interface Transpiled {
  readonly code: string;
  /** A source map, as JSON. */
  readonly map: string;
  readonly format: Format;
  readonly config: ConfigStamp;
}

/** Throws a SyntaxError that tells the place when `source` is not TypeScript. */
export function transpile(module: UserModule, source: string): Transpiled {
  const { options, config } = readConfig(dirname(module.path));
  const format = module.declared ?? formatOf(source);
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    // TypeScript tells the format by the extension; the source map gets the real name below.
    fileName: format === 'module' ? 'module.mts' : 'module.cts',
    reportDiagnostics: true,
    compilerOptions: compilerOptions(options),
  });
  const error = diagnostics?.find(({ file, category }) => file && category === ts.DiagnosticCategory.Error);
  if (error) throw syntaxError(error, module.path, source);
  const map = {
    ...(JSON.parse(sourceMapText ?? '{}') as object),
    sources: [module.url],
    sourceRoot: undefined,
    file: undefined,
  };
  return {
    code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'),
    map: JSON.stringify(map),
    format,
    config,
  };
}

/** Whether imports that only types use are kept, as tsconfig.json asks for with `verbatimModuleSyntax`. */
export function importSettings(folder: string): { keepsImports: boolean; config: ConfigStamp } {
  const { options, config } = readConfig(folder);
  return { keepsImports: options.verbatimModuleSyntax === true, config };
}

/** Of the user's options only those that change what the program does; how it is emitted is up to Node. */
function compilerOptions(options: ts.CompilerOptions): ts.CompilerOptions {
  const { experimentalDecorators, emitDecoratorMetadata, verbatimModuleSyntax, esModuleInterop, target } = options;
  const useDefineForClassFields =
    options.useDefineForClassFields ?? (target === undefined || target >= ts.ScriptTarget.ES2022);
  const asked = { experimentalDecorators, emitDecoratorMetadata, verbatimModuleSyntax, esModuleInterop };
  return {
    ...(Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as ts.CompilerOptions),
    useDefineForClassFields,
    target: ts.ScriptTarget.ES2023, // no Node has decorators of its own
    module: ts.ModuleKind.NodeNext,
    sourceMap: true,
  };
}

function readConfig(folder: string): { options: ts.CompilerOptions; config: ConfigStamp } {
  const path = nearestTsconfig(folder);
  if (path === null) return { options: {}, config: stampOf(null, []) };
  const source = ts.readJsonConfigFile(path, (file) => ts.sys.readFile(file));
  // Its files are of no interest: none are listed.
  const host = { ...ts.sys, readDirectory: () => [] };
  const { options } = ts.parseJsonSourceFileConfigFileContent(source, host, dirname(path));
  return { options, config: stampOf(path, [path, ...(source.extendedSourceFiles ?? [])]) };
}

/** By its syntax, for a file whose format nothing declares. */
function formatOf(source: string): Format {
  const file = ts.createSourceFile('module.ts', source, ts.ScriptTarget.Latest);
  if (file.statements.some(isCommonjsStatement)) return 'commonjs';
  return file.statements.some(isModuleStatement) || /\bimport\.meta\b/.test(source) ? 'module' : 'commonjs';
}

function isCommonjsStatement(node: ts.Statement): boolean {
  if (ts.isExportAssignment(node)) return node.isExportEquals === true;
  return ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference) && !node.isTypeOnly;
}

function isModuleStatement(node: ts.Statement): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isExportAssignment(node)) return true;
  if (ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    return true;
  return hasTopLevelAwait(node);
}

function hasTopLevelAwait(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
  return ts.forEachChild(node, (child) => hasTopLevelAwait(child) || undefined) ?? false;
}
