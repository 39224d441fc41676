/**
 * Functions and classes travel by reference: the module they stand in, and their name at its top level.
 */
import { builtinAt, builtinPath } from './builtins.ts';
import { callSite } from './callSite.ts';
import { PicklingError } from './errors.ts';
import { loadNamed } from './parts.ts';
import { loaderState, tableProblems, targetTables, type TargetTable } from './targetTable.ts';

export type Callable = (...args: never[]) => unknown;

export interface Reference {
  /** The URL of a module, `LIBRARY`, or `BUILTIN`. */
  readonly module: string;
  /** At the module's top level; `Class.method` for a static method. */
  readonly name: string;
  /** Its text, where the loader was not there to say what the name means: the child compares. */
  readonly source?: string;
}

/** Stands for this package, of which each process has its own copy. */
export const LIBRARY = 'multiprocessing-ts';
/** Stands for what every JavaScript program has, such as `Math.max`. */
export const BUILTIN = 'builtin:';

const references = new WeakMap<object, Reference>();

/** @returns null when `value` cannot be found again in another process. */
export function referenceTo(value: Callable): Reference | null {
  const known = references.get(value);
  if (known !== undefined) return known;
  const found = inTables(value) ?? inBuiltins(value) ?? (loaderState.active ? null : byName(value));
  if (found !== null) references.set(value, found);
  return found;
}

/**
 * Finds what a reference names, importing its module where this process has not: importing one that waits at its top
 * level for this very value would never end.
 * @throws PicklingError when it is not there, or is another function than the sender's.
 */
export async function resolveReference(reference: Reference): Promise<unknown> {
  return findHere(reference) ?? checked(await importModule(reference), reference);
}

/** What a reference names, if its module is here already. @returns undefined when it is not. */
export function findHere(reference: Reference): unknown {
  const { module, name } = reference;
  if (module === BUILTIN) return checked(builtinAt(name), reference);
  const value = entry(targetTables.get(module), name);
  if (module !== LIBRARY) return value === undefined ? undefined : checked(value, reference);
  if (value === undefined) loadNamed(name);
  return checked(entry(targetTables.get(LIBRARY), name), reference);
}

function checked(value: unknown, reference: Reference): unknown {
  if (typeof value !== 'function') throw notFound(reference);
  if (reference.source !== undefined && !sameText(reference.source, String(value))) throw anotherFunction(reference);
  return value;
}

async function importModule({ module, name }: Reference): Promise<unknown> {
  try {
    const namespace = (await import(module)) as Record<string, unknown>;
    return entry(targetTables.get(module), name) ?? namespace[name];
  } catch (cause) {
    throw new PicklingError(`cannot load '${name}': importing its module ${module} failed: ${String(cause)}`, {
      cause,
    });
  }
}

function inTables(value: Callable): Reference | null {
  const { name } = value;
  for (const [module, table] of targetTables) if (entry(table, name) === value) return { module, name };
  for (const [module, table] of targetTables) {
    for (const key of Object.keys(table)) {
      const candidate = entry(table, key);
      if (candidate === value) return { module, name: key };
      if (typeof candidate === 'function' && staticMember(candidate, name) === value)
        return { module, name: `${key}.${name}` };
    }
  }
  return null;
}

/** A thunk throws while the module has not come to the declaration. */
function entry(table: TargetTable | undefined, name: string): unknown {
  const [key = '', member] = name.split('.', 2);
  if (table === undefined || !Object.hasOwn(table, key)) return undefined;
  try {
    const value = table[key]?.();
    return member === undefined || typeof value !== 'function' ? value : staticMember(value, member);
  } catch {
    return undefined;
  }
}

function staticMember(owner: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  return name === 'prototype' ? undefined : (descriptor?.value as unknown);
}

function inBuiltins(value: Callable): Reference | null {
  const name = builtinPath(value);
  return name === null ? null : { module: BUILTIN, name };
}

/** Without the loader: the module that called us is where the function should stand. */
function byName(value: Callable): Reference | null {
  const { name } = value;
  const site = callSite();
  if (site === null || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return null;
  return { module: site.url, name, source: String(value) };
}

function sameText(a: string, b: string): boolean {
  return withoutSpace(a) === withoutSpace(b);
}

/** Types that were removed leave space behind. */
function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function notFound({ module, name }: Reference): PicklingError {
  const problem = tableProblems.get(module);
  const why = problem === undefined ? '' : ` (its functions are not known: ${problem})`;
  return new PicklingError(
    `'${name}' was not found in ${module}${why}. Declare it at the top level of that module, outside of any other function`,
  );
}

function anotherFunction({ module, name }: Reference): PicklingError {
  return new PicklingError(
    `'${name}' at the top level of ${module} is not the function that was sent, but another one of that name. ` +
      `Declare the function at the top level of its module, or run the program with --import multiprocessing-ts/register`,
  );
}
