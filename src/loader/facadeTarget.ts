/**
 * The CommonJS module that a facade (facade.ts) has Node load next. It has been found and compiled for the facade
 * already, since its exports had to be known.
 */
import type { CompiledModule, UserModule } from './compiledModule.ts';

export interface FacadeTarget {
  readonly module: UserModule;
  readonly compiled: CompiledModule;
}

/** By path, those whose facades have not been evaluated. */
const expected = new Map<string, FacadeTarget>();
/** The one that has just been resolved. */
let resolved: FacadeTarget | undefined;

export function expectTarget(target: FacadeTarget): void {
  expected.set(target.module.path, target);
}

/** To be called with each specifier: whatever else is resolved, the module is compiled again. It may have changed. */
export function resolvedTarget(specifier: string): FacadeTarget | undefined {
  resolved = expected.get(specifier);
  if (resolved !== undefined) expected.delete(specifier);
  return resolved;
}

/** To be called with each module that is loaded. */
export function takeTarget(url: string): FacadeTarget | undefined {
  const target = resolved?.module.url === url ? resolved : undefined;
  resolved = undefined;
  return target;
}
