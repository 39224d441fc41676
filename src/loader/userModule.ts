/** Which modules are the user's own: those that the loader compiles and whose functions it registers. */
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Format, UserModule } from './compiledModule.ts';
import { packageType } from './packageType.ts';

const EXTENSIONS: Readonly<Record<string, { typescript: boolean; format: Format | null }>> = {
  '.js': { typescript: false, format: null },
  '.mjs': { typescript: false, format: 'module' },
  '.cjs': { typescript: false, format: 'commonjs' },
  '.ts': { typescript: true, format: null },
  '.mts': { typescript: true, format: 'module' },
  '.cts': { typescript: true, format: 'commonjs' },
};

/** The URL of the folder in which the loader stands. */
export const OWN_FOLDER = `${pathToFileURL(__dirname).href}/`;

/** Folders of this package's bundles: the loader's own, and that of a copy that the program imports. */
const packageFolders = new Set([OWN_FOLDER]);

/** Leaves the modules in the folder of `url` alone, since they are this package's. */
export function addPackageFolder(url: string): void {
  packageFolders.add(url.slice(0, url.lastIndexOf('/') + 1));
}

/** null for what is not the user's own JavaScript or TypeScript. */
export function userModule(fullUrl: string): UserModule | null {
  const url = withoutQuery(fullUrl);
  const kind = userKind(url);
  if (kind === undefined) return null;
  const path = fileURLToPath(url);
  return { url, path, typescript: kind.typescript, declared: kind.format ?? packageType(dirname(path)) };
}

/** @param url As the loader's tables have it: without query and hash. */
export const isUserModule = (url: string): boolean => userKind(url) !== undefined;

function userKind(url: string): (typeof EXTENSIONS)[string] | undefined {
  if (!url.startsWith('file:') || url.includes('/node_modules/')) return undefined;
  const isPackages = packageFolders.has(url.slice(0, url.lastIndexOf('/') + 1));
  return isPackages ? undefined : EXTENSIONS[url.slice(url.lastIndexOf('.'))];
}

/** Nor a hash. */
export function withoutQuery(url: string): string {
  return url.includes('?') || url.includes('#') ? url.replace(/[?#].*$/, '') : url;
}
