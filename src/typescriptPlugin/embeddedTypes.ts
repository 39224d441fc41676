import path from 'node:path';
import type ts from 'typescript-api';

/**
 * Lets `host` resolve the package's names to the types in the folder `types` where it finds no installed copy.
 * What is installed in the workspace wins, also later: then the host's own answer is no longer empty.
 */
export function resolveToEmbeddedTypes(typescript: typeof ts, host: ts.LanguageServiceHost, types: string): void {
  const resolve = host.resolveModuleNameLiterals?.bind(host);
  if (!resolve) return;
  host.resolveModuleNameLiterals = (literals, containingFile, redirected, options, sourceFile, reused) => {
    const found = resolve(literals, containingFile, redirected, options, sourceFile, reused);
    return found.map((result, index) => {
      const literal = literals[index];
      if (result.resolvedModule || !literal) return result;
      const mode = typescript.getModeForUsageLocation(sourceFile, literal, options);
      const file = typesOf(literal.text, mode === typescript.ModuleKind.ESNext);
      return file === null ? result : withModule(result, path.join(types, file));
    });
  };
}

/**
 * The embedded types bring those of Node along, which a script uses as much. They are in the extension, for a workspace
 * that has none: where `@types/node` is installed, it is that one, since two of them would not go together.
 */
export function preferInstalledNodeTypes(typescript: typeof ts, host: ts.LanguageServiceHost, types: string): void {
  const resolve = host.resolveTypeReferenceDirectiveReferences?.bind(host);
  if (!resolve) return;
  const embedded = `${types.replaceAll('\\', '/')}/`;
  host.resolveTypeReferenceDirectiveReferences = (references, containingFile, redirected, options, source, reused) => {
    const found = resolve(references, containingFile, redirected, options, source, reused);
    if (!containingFile.startsWith(embedded) || !isModuleResolutionHost(host)) return found;
    const user = path.join(host.getCurrentDirectory(), 'program.ts');
    const installed = typescript.resolveTypeReferenceDirective('node', user, options, host);
    return installed.resolvedTypeReferenceDirective ? found.map(() => installed) : found;
  };
}

function isModuleResolutionHost(
  host: ts.LanguageServiceHost,
): host is ts.LanguageServiceHost & ts.ModuleResolutionHost {
  return host.fileExists !== undefined && host.readFile !== undefined;
}

/** An ES module may import only the .mts types and a CommonJS one only the .ts types, as with an installed package. */
function typesOf(specifier: string, isImport: boolean): string | null {
  if (specifier === 'multiprocessing-ts') return isImport ? 'index.d.mts' : 'index.d.ts';
  return specifier === 'multiprocessing-ts/register' ? 'register.d.ts' : null;
}

/** The host keeps `result` for later (what it looked for in vain, to notice an installation), so it stays as it is. */
function withModule(result: ts.ResolvedModuleWithFailedLookupLocations, file: string) {
  const resolvedModule: ts.ResolvedModuleFull = {
    resolvedFileName: file.replaceAll('\\', '/'),
    extension: file.endsWith('.mts') ? '.d.mts' : '.d.ts',
    isExternalLibraryImport: true,
    resolvedUsingTsExtension: false,
  };
  return { ...result, resolvedModule };
}
