/**
 * Where the loader registers each user module's top-level functions and classes, and the library finds them.
 * Thunks, because a module is registered before it is evaluated.
 */
import { globalState } from '../base/globalState.ts';

export type TargetTable = Readonly<Record<string, () => unknown>>;

/** By module URL, without query or hash of a reload. */
export const targetTables = globalState('targets', () => new Map<string, TargetTable>());

/** Why a user module has no table, by its URL: for the error about a function that cannot be found by name. */
export const tableProblems = globalState('targetProblems', () => new Map<string, string>());

/** The name under which the loader's prelude finds `registerTargets` in user modules. */
export const REGISTER_GLOBAL = '__multiprocessing_targets__';

export function registerTargets(url: string, table: TargetTable): void {
  targetTables.set(url, table);
}

/** Set by the loader when its hooks are at work. */
export interface LoaderState {
  active: boolean;
  /** The URL of the program's main module, once known. */
  mainUrl: string | null;
  /** What the program's modules import (resolutions.ts). */
  readonly resolutions: Record<string, Record<string, string>>;
  /** Where V8's compiled code is kept, for children to have it from their first line on; null when nowhere. */
  compileCache: string | null;
}

export const loaderState = globalState<LoaderState>('loader', () => ({
  active: false,
  mainUrl: null,
  resolutions: {},
  compileCache: null,
}));
