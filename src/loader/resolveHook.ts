/**
 * What the parent of this process has found already; and where Node finds nothing: the TypeScript file that was meant, and the
 * embedded copy of this package.
 */
import type { ResolveHookSync } from 'node:module';
import { noteResolution, toldResolution, type ModuleRequest } from '../multiprocessing/resolutions.ts';
import { loaderState } from '../multiprocessing/targetTable.ts';
import { isRequire } from './conditions.ts';
import { checkInstalled, embeddedUrl, isPackageSpecifier } from './embeddedPackage.ts';
import { resolvedTarget } from './facadeTarget.ts';
import { narrowed } from './libraryWrapper.ts';
import { noteEntry } from './mainModule.ts';
import { PACKAGE } from './packageName.ts';
import { typescriptFile } from './typescriptFile.ts';
import { addPackageFolder, isUserModule, withoutQuery } from './userModule.ts';

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
    note(specifier, context, resolved.url);
    return resolved;
  } catch (error) {
    const url = isNotFound(error) ? fallback(specifier, context, isPackage) : null;
    // Once more, so that the error is thrown from Node and not from here: its line is shown to the user.
    if (url === null) return nextResolve(specifier, context);
    note(specifier, context, url);
    return found(url);
  }
};

type Context = Parameters<ResolveHookSync>[1];

/** A child imports the main module again, and what that imports: where all is, its parent has told. */
function knownFromParent(specifier: string, context: Context): string | undefined {
  if (specifier === loaderState.mainUrl) return specifier;
  const request = requestOf(specifier, context);
  const url = request === null ? undefined : toldResolution(request);
  if (url !== undefined && specifier === PACKAGE) addPackageFolder(url);
  return url;
}

function note(specifier: string, context: Context, url: string): void {
  if (context.parentURL === undefined) return noteEntry(url);
  const isOurs = specifier === PACKAGE ? url.startsWith('file:') : withoutQuery(url) === url && isUserModule(url);
  const request = isOurs ? requestOf(specifier, context) : null;
  if (request !== null) noteResolution(request, url);
}

/** null for what is no matter of the specifier alone. */
function requestOf(specifier: string, { parentURL, conditions, importAttributes }: Context): ModuleRequest | null {
  if (parentURL === undefined || importAttributes?.type !== undefined) return null;
  return { kind: isRequire(conditions) ? 'require' : 'import', specifier, parentUrl: parentURL };
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
