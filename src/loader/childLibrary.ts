/**
 * The library as user modules get it in a child: what is not in its core comes from another bundle, when somebody looks
 * at it. Most children use a Process and little else, and loading the rest takes as long as all that they do.
 */
import { readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { sep } from 'node:path';
import { setParts } from '../multiprocessing/parts.ts';
import { provideToModules } from './libraryWrapper.ts';

/** What the library exports, and which part of it has what. */
export interface Contents {
  /** Of all exports. */
  readonly names: readonly string[];
  /** Those that are here already. */
  readonly core: Readonly<Record<string, () => unknown>>;
  /** The names of what is in these parts; all others are in rest.cjs. */
  readonly pool: readonly string[];
  readonly objects: readonly string[];
  /** Modules that the other parts need. */
  readonly sharedModules: () => SharedModules;
}

type Values = Readonly<Record<string, unknown>>;
type SharedModules = Record<string, Values>;

/** User modules that load `multiprocessing-ts` get the library that is here, and not a second one. */
export function provideLibrary({ names, core, pool, objects, sharedModules }: Contents): void {
  const shared = once(sharedModules);
  const part = (file: string, ...before: (() => Values)[]): (() => Values) =>
    once(() => {
      for (const load of before) load();
      return loadPart(file, shared());
    });
  const itemsPart = part('items.cjs');
  const poolPart = part('pool.cjs', itemsPart);
  const objectsPart = part('objects.cjs', itemsPart);
  const restPart = part('rest.cjs', poolPart, objectsPart);
  const partWith = (name: string): Values => {
    if (pool.includes(name)) return poolPart();
    return objects.includes(name) ? objectsPart() : restPart();
  };
  const value = (name: string): unknown => (name in core ? core[name]?.() : partWith(name)[name]);
  const library = once(() => lazyObject(names, value));
  provideToRequire(library);
  provideToModules({ names, value, library });
  setParts({ loadObjects: objectsPart, loadRest: restPart, loadNamed: partWith });
}

function provideToRequire(library: () => object): void {
  const file = inThisFolder('multiprocessing.cjs');
  const provided = Object.assign(new Module(file), { filename: file, loaded: true });
  Object.defineProperty(provided, 'exports', { get: library });
  require.cache[file] = provided;
}

function lazyObject(names: readonly string[], value: (name: string) => unknown): object {
  const object = {};
  for (const name of names) Object.defineProperty(object, name, { enumerable: true, get: () => value(name) });
  return object;
}

/** A bundle with a banner of the build's, which looks for `shared` in its module. */
interface Part extends Module {
  shared: SharedModules;
  exports: { readonly library: Values; readonly sharedModules: () => SharedModules };
  _compile(source: string, file: string): void;
}

/** Not by require(), which takes a millisecond to find what is here: it asks the loader's hooks. */
function loadPart(name: string, shared: SharedModules): Values {
  const file = inThisFolder(name);
  const part = Object.assign(new Module(file), { filename: file, shared }) as Part;
  require.cache[file] = part;
  part._compile(readFileSync(file, 'utf8'), file);
  part.loaded = true;
  Object.assign(shared, part.exports.sharedModules());
  return part.exports.library;
}

function inThisFolder(name: string): string {
  return __dirname + sep + name;
}

/** What asks for it while it is being made gets nothing, as it is with modules that import each other. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    if (made === undefined) {
      made = {} as T;
      made = make();
    }
    return made;
  };
}
