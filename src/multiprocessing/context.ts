/**
 * Start methods and contexts. There is one method, spawn: Node cannot fork.
 * https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
 */
import { currentProcess, isMainProcess, parentProcess } from './currentProcess.ts';
import { AuthenticationError, BufferTooShort, ProcessError, RuntimeError, TimeoutError, ValueError } from './errors.ts';
import { getLogger, logToStderr } from './logging.ts';
import { activeChildren, Process } from './process.ts';
import { setExecutable } from './spawn.ts';

export type StartMethod = 'spawn';

/** What a context has in common with the module. */
const shared = {
  currentProcess,
  parentProcess,
  isMainProcess,
  activeChildren,
  cpuCount,
  freezeSupport,
  getLogger,
  logToStderr,
  setExecutable,
  ProcessError,
  BufferTooShort,
  TimeoutError,
  AuthenticationError,
};

/** A process of the spawn context; its default names are `SpawnProcess-1`, …. */
export class SpawnProcess<Args extends readonly unknown[] = readonly unknown[]> extends Process<Args> {}

/** The functions and classes of the module, bound to one start method. */
export interface Context extends Readonly<typeof shared> {
  readonly Process: typeof Process;
  getContext(method?: StartMethod | null): Context;
  getStartMethod(): StartMethod;
  setStartMethod(method: StartMethod | null, options?: { force?: boolean }): void;
  getAllStartMethods(): StartMethod[];
}

const spawnContext: Context = Object.freeze({
  ...shared,
  Process: SpawnProcess,
  getContext: (method: StartMethod | null = null) => (method === null ? spawnContext : getContext(method)),
  getStartMethod: () => 'spawn' as const,
  setStartMethod() {
    throw new ValueError('cannot set start method of concrete context');
  },
  getAllStartMethods,
});

const defaultContext: Context = Object.freeze({
  ...shared,
  Process,
  getContext,
  getStartMethod,
  setStartMethod,
  getAllStartMethods,
});

let chosen = false;

/**
 * The context of a start method; without one (or with null), the default context.
 * @throws ValueError for a method that there is not.
 */
export function getContext(method: StartMethod | null = null): Context {
  if (method === null) return defaultContext;
  checkMethod(method);
  return spawnContext;
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
export function setStartMethod(method: StartMethod | null, { force = false }: { force?: boolean } = {}): void {
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
