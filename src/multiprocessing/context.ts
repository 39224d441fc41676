/**
 * Start methods and contexts. There is one method, spawn: Node cannot fork.
 * https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
 */
import * as api from './api.ts';
import { RuntimeError, ValueError } from './errors.ts';
import { checkOptions } from './options.ts';
import { type Pool, SpawnPool } from './pool/pool.ts';
import { Process } from './process.ts';

export type StartMethod = 'spawn';

/** A process of the spawn context; its default names are `SpawnProcess-1`, …. */
export class SpawnProcess<Args extends readonly unknown[] = readonly unknown[]> extends Process<Args> {}

/** The functions and classes of the module, bound to one start method. */
export interface Context extends Readonly<Omit<typeof api, 'Process' | 'Pool'>> {
  readonly Process: typeof Process;
  readonly Pool: typeof Pool;
  cpuCount(): number;
  freezeSupport(): void;
  getContext(method?: StartMethod | null): Context;
  getStartMethod(): StartMethod;
  setStartMethod(method: StartMethod | null, options?: { force?: boolean }): void;
  getAllStartMethods(): StartMethod[];
}

let contexts: { readonly default: Context; readonly spawn: Context } | undefined;

/** Made when somebody asks: most processes do not, and each start would wait for it. */
function allContexts() {
  return (contexts ??= { default: defaultContext(), spawn: spawnContext() });
}

function defaultContext(): Context {
  const own = { cpuCount, freezeSupport, getContext, getStartMethod, setStartMethod, getAllStartMethods };
  return Object.freeze({ ...api, ...own });
}

function spawnContext(): Context {
  return Object.freeze({
    ...defaultContext(),
    Process: SpawnProcess,
    Pool: SpawnPool,
    getContext: (method: StartMethod | null = null) => getContext(method ?? 'spawn'),
    setStartMethod() {
      throw new ValueError('cannot set start method of concrete context');
    },
  });
}

let chosen = false;

/**
 * The context of a start method; without one (or with null), the default context.
 * @throws ValueError for a method that there is not.
 */
export function getContext(method: StartMethod | null = null): Context {
  if (method === null) return allContexts().default;
  checkMethod(method);
  return allContexts().spawn;
}

export function getAllStartMethods(): StartMethod[] {
  return ['spawn'];
}

export function getStartMethod(): StartMethod {
  return 'spawn';
}

/**
 * Chooses the start method of the program, once; `null` with `force` takes the choice back.
 * @throws RuntimeError when it has been chosen before, unless forced; ValueError for a method that there is not.
 */
export function setStartMethod(method: StartMethod | null, options: { force?: boolean } = {}): void {
  checkOptions('setStartMethod()', options, ['force'], '{ force: true }');
  const { force = false } = options;
  if (chosen && !force) throw new RuntimeError('context has already been set');
  if (method !== null || !force) checkMethod(method);
  chosen = method !== null;
}

/** The number of CPUs that this process may use, at least 1. */
export function cpuCount(): number {
  return process.getBuiltinModule('node:os').availableParallelism();
}

/** Does nothing: for programs translated from Python. */
export function freezeSupport(): void {}

function checkMethod(method: unknown): void {
  if (method !== 'spawn') throw new ValueError(`cannot find context for '${String(method)}'`);
}
