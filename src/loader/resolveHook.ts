/** Where Node finds nothing: the TypeScript file that was meant, and the embedded copy of this package. */
import type { ResolveHookSync } from 'node:module';
import { loaderState } from '../multiprocessing/targetTable.ts';
import { isRequire } from './conditions.ts';
import { checkInstalled, embeddedUrl, isPackageSpecifier } from './embeddedPackage.ts';
import { resolvedTarget } from './facadeTarget.ts';
import { narrowed } from './libraryWrapper.ts';
import { noteEntry } from './mainModule.ts';
import { PACKAGE } from './packageName.ts';
import { typescriptFile } from './typescriptFile.ts';
import { addPackageFolder } from './userModule.ts';

const NOT_FOUND = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT']);

export const resolve: ResolveHookSync = (specifier, context, nextResolve) => {
  const resolved = resolveWide(specifier, context, nextResolve);
  return specifier === PACKAGE ? { ...resolved, url: narrowed(resolved.url, context.parentURL) } : resolved;
};

const resolveWide: ResolveHookSync = (specifier, context, nextResolve) => {
  const target = resolvedTarget(specifier);
  if (target !== undefined) return { url: target.module.url, format: 'commonjs', shortCircuit: true };
  const known = knownFromParent(specifier, context);
  if (known !== undefined) return found(known);
  const isPackage = isPackageSpecifier(specifier);
  try {
    const resolved = nextResolve(specifier, context);
    if (isPackage) checkInstalled(resolved.url);
    if (specifier === PACKAGE) noteLibrary(resolved.url, context);
    if (context.parentURL === undefined) noteEntry(resolved.url);
    return resolved;
  } catch (error) {
    const url = isNotFound(error) ? fallback(specifier, context, isPackage) : null;
    // Once more, so that the error is thrown from Node and not from here: its line is shown to the user.
    if (url === null) return nextResolve(specifier, context);
    if (context.parentURL === undefined) noteEntry(url);
    if (specifier === PACKAGE) noteLibrary(url, context);
    return found(url);
  }
};

type Context = Parameters<ResolveHookSync>[1];

/** A child imports the main module again, and that module this package: where they are, its parent has told. */
function knownFromParent(specifier: string, { parentURL, conditions }: Context): string | undefined {
  const { mainUrl, mainLibrary } = loaderState;
  if (mainUrl === null) return undefined;
  if (specifier === mainUrl) return mainUrl;
  const library = specifier === PACKAGE && parentURL === mainUrl ? mainLibrary[kindOf(conditions)] : undefined;
  if (library !== undefined) addPackageFolder(library);
  return library;
}

function noteLibrary(url: string, { parentURL, conditions }: Context): void {
  if (parentURL === loaderState.mainUrl) loaderState.mainLibrary[kindOf(conditions)] = url;
}

function kindOf(conditions: Context['conditions']): 'import' | 'require' {
  return isRequire(conditions) ? 'require' : 'import';
}

function fallback(specifier: string, { parentURL, conditions }: Context, isPackage: boolean): string | null {
  if (isPackage) return embeddedUrl(specifier, conditions);
  return parentURL?.includes('/node_modules/') ? null : typescriptFile(specifier, parentURL);
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && NOT_FOUND.has(String((error as NodeJS.ErrnoException).code));
}

/** With the format where the extension says it; the load hook tells the others. Node takes no null for it everywhere. */
function found(url: string) {
  if (url.endsWith('.cjs')) return { url, format: 'commonjs' as const, shortCircuit: true };
  return url.endsWith('.mjs') ? { url, format: 'module' as const, shortCircuit: true } : { url, shortCircuit: true };
}
