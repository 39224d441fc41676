/**
 * The ES module that an `import … from 'multiprocessing-ts'` gets in a child. An ES module gives its exports their values
 * at once, and one with all names would load all of the library. So a module that says which names it imports gets one
 * with those.
 */
import { OWN_FOLDER, withoutQuery } from './userModule.ts';

export interface ProvidedLibrary {
  /** Of all that it exports. */
  readonly names: readonly string[];
  readonly value: (name: string) => unknown;
  /** As CommonJS gets it. */
  readonly library: () => object;
}

const QUERY = '?names=';

/** By the URL of a module, the names that it imports of the library; null when that cannot be told. */
const importedNames = new Map<string, readonly string[] | null>();

let provided: (ProvidedLibrary & { readonly url: string }) | undefined;

/** Where modules find the library: dist/multiprocessing.mjs looks there first, too. */
export function provideToModules(library: ProvidedLibrary): void {
  const url = `${OWN_FOLDER}multiprocessing.mjs`;
  provided = { ...library, url };
  (globalThis as { [key: symbol]: unknown })[Symbol.for(url)] = library;
}

export function noteLibraryNames(moduleUrl: string, names: readonly string[] | null): void {
  importedNames.set(moduleUrl, names);
}

/** The URL that `url` is to be replaced with, for an import in the module `parentUrl`. */
export function narrowed(url: string, parentUrl: string | undefined): string {
  if (provided?.url !== url || parentUrl === undefined) return url;
  const names = importedNames.get(withoutQuery(parentUrl));
  // With a name that there is not, Node says so of the whole module
  const isKnown = names?.every((name) => name === 'default' || provided?.names.includes(name)) ?? false;
  return isKnown ? `${url}${QUERY}${names?.join(',')}` : url;
}

/** The text of the module at such a URL; null for others. */
export function libraryWrapper(url: string): string | null {
  if (provided === undefined || !url.startsWith(provided.url + QUERY)) return null;
  const names = url
    .slice(provided.url.length + QUERY.length)
    .split(',')
    .filter(Boolean);
  return [`const provided = globalThis[Symbol.for(${JSON.stringify(provided.url)})];`, ...names.map(exported)].join(
    '\n',
  );
}

function exported(name: string): string {
  return name === 'default'
    ? 'export default provided.library();'
    : `export const ${name} = provided.value('${name}');`;
}
