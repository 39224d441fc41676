/** What a Pool and its methods can be told. */
import { inspect } from 'node:util';
import { ValueError } from '../errors.ts';
import { checkOptions } from '../options.ts';
import { throwIfAborted } from '../signalOption.ts';
import type { Progress } from './chunk.ts';

export interface PoolOptions<I extends readonly unknown[] = readonly unknown[]> {
  /** Called once in each worker before its first task; may be async. When it fails, so do the tasks. */
  initializer?: ((...args: I) => unknown) | null;
  initargs?: I;
  /** After so many tasks (a chunk counts as one) a worker ends and is replaced; null (the default): never. */
  maxtasksperchild?: number | null;
  /** Default true. Tasks of workers that are no daemons may start processes, and pools of their own. */
  daemon?: boolean;
}

export interface TaskOptions {
  /** Gives the task up: it rejects with the signal's reason. A worker that runs it is ended, and replaced. */
  signal?: AbortSignal | undefined;
  /**
   * How often a task is run again whose worker has died, for tasks that may be run twice; default 0. It is at least
   * once that it is run then, not at most once.
   */
  retries?: number | undefined;
}

export interface MapOptions extends TaskOptions {
  /** How many items are sent to a worker, and run there, together. Default: four such chunks for each worker; for imap 1. */
  chunksize?: number | undefined;
  /** Of `map` and `starmap`: called when items are done, at most ten times a second, and when all are. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

const known = ['initializer', 'initargs', 'maxtasksperchild', 'daemon'];

/** @throws ValueError or TypeError that names the option. */
export function checkPoolOptions(processes: unknown, options: Readonly<Record<string, unknown>>): void {
  if (typeof processes !== 'number' || !Number.isInteger(processes))
    throw new TypeError(`processes must be an integer or null, not ${inspect(processes)}`);
  if (processes < 1) throw new ValueError('Number of processes must be at least 1');
  checkOptions('a Pool', options, known, '{ initializer, initargs }');
  const { initializer, initargs, maxtasksperchild, daemon } = options;
  if (maxtasksperchild !== undefined && maxtasksperchild !== null && !isPositive(maxtasksperchild))
    throw new ValueError('maxtasksperchild must be a positive int or null');
  if (initializer !== undefined && initializer !== null && typeof initializer !== 'function')
    throw new TypeError('initializer must be a callable');
  if (initargs !== undefined && !Array.isArray(initargs))
    throw new TypeError(`initargs must be an array, not ${inspect(initargs)}`);
  if (daemon !== undefined && typeof daemon !== 'boolean')
    throw new TypeError(`daemon must be a boolean, not ${inspect(daemon)}`);
}

const callbacks = ['callback', 'errorCallback'];
const knownOfApply = ['signal', 'retries', ...callbacks];
const knownOfImap = ['chunksize', 'signal', 'retries'];
const knownOfMap = [...knownOfImap, 'onProgress', ...callbacks];

/**
 * @param method Such as `map`.
 * @throws TypeError, ValueError, or the reason of a signal that is aborted already.
 */
export function checkTask(method: string, func: unknown, options: MapOptions): void {
  if (typeof func !== 'function') throw new TypeError(`func must be a function, not ${inspect(func)}`);
  if (method.startsWith('apply')) checkOptions(`${method}()`, options, knownOfApply, '{ signal }');
  else checkOptions(`${method}()`, options, method.startsWith('imap') ? knownOfImap : knownOfMap, '{ chunksize: 10 }');
  const { signal, retries, chunksize } = options;
  if (chunksize !== undefined && !isPositive(chunksize))
    throw new ValueError(`Chunksize must be 1+, not ${inspect(chunksize)}`);
  if (retries !== undefined && retries !== Infinity && !(Number.isInteger(retries) && retries >= 0))
    throw new ValueError(`retries must be 0 or more, not ${inspect(retries)}`);
  throwIfAborted(signal);
}

const isPositive = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0;
