/** Finds the TypeScript file that a specifier means, where Node finds nothing. */
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What `./x.js` may have been written as. */
const SOURCES: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' };
const ADDED = ['.ts', '.mts', '.cts', '/index.ts', '/index.mts', '/index.cts'];

/**
 * A file: URL (with the specifier's query), or null when there is none. `specifier` is relative, absolute or a file:
 * URL; `parentUrl` is the importing module's.
 */
export function typescriptFile(specifier: string, parentUrl: string | undefined): string | null {
  const asked = toPath(specifier, parentUrl);
  if (asked === null) return null;
  const { path, query } = asked;
  const [, stem = path, extension = ''] = /^(.*)(\.[cm]?js)$/.exec(path) ?? [];
  const candidates = [...(SOURCES[extension] ? [stem + SOURCES[extension]] : []), ...ADDED.map((end) => path + end)];
  const found = candidates.find(isFile);
  return found === undefined ? null : pathToFileURL(found).href + query;
}

function toPath(specifier: string, parentUrl: string | undefined): { path: string; query: string } | null {
  if (specifier.startsWith('file:')) return fromUrl(new URL(specifier));
  if (!/^(?:\.{0,2}[/\\]|\.{1,2}$|[A-Za-z]:[/\\])/.test(specifier)) return null;
  if (!parentUrl?.startsWith('file:')) return { path: resolve(specifier), query: '' };
  // Both kinds of import: %20 is one character in an ES module and three in CommonJS; the latter is tried first.
  const path = resolve(dirname(fileURLToPath(parentUrl)), specifier);
  return /[?#%]/.test(specifier) ? fromUrl(new URL(specifier, parentUrl)) : { path, query: '' };
}

function fromUrl(url: URL): { path: string; query: string } {
  const query = url.search + url.hash;
  url.search = '';
  url.hash = '';
  return { path: fileURLToPath(url), query };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
