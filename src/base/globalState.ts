/**
 * State that exists once in a process, however many bundles of this package are loaded in it
 * (library, loader and agent are separate files, and a second copy may be installed in a workspace).
 */
export function globalState<T extends object>(key: string, create: () => T): T {
  const symbol = Symbol.for(`multiprocessing-ts.${key}`);
  const holder = globalThis as { [key: symbol]: T | undefined };
  return (holder[symbol] ??= create());
}
