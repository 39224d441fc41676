import { inspect } from 'node:util';
import { AssertionError } from './errors.ts';
import { checkOptions } from './options.ts';
import { checkSignal } from './signalOption.ts';
import { checkTimeout } from './timeouts.ts';

export interface ProcessOptions<Args extends readonly unknown[]> {
  /** Python's first parameter, reserved there too: only null. */
  group?: null;
  /** Any top-level function of a module, exported or not. */
  target?: ((...args: Args) => unknown) | null;
  args?: Args;
  /** Default `Process-1`, `Process-2`, and `Process-1:1` for a child of `Process-1`. */
  name?: string | null;
  /** Ended with its parent, instead of being waited for. Default: that of the creating process. */
  daemon?: boolean | null;
  /** Runs on when its parent dies without having waited for it. Default false: it ends within a second. */
  detached?: boolean;
}

export interface JoinOptions {
  /** How long to wait at most, in seconds; null (the default): for ever. */
  timeout?: number | null | undefined;
  /** Gives the waiting up; join() rejects with its reason then. */
  signal?: AbortSignal | undefined;
  /**
   * Whether join() rejects when the process did not end well: with the error that ended it, or with a ProcessDiedError
   * that tells the exit code and the signal. Default false, as in Python.
   */
  throws?: boolean | undefined;
}

const knownOfJoin = ['timeout', 'signal', 'throws'];

/** @throws TypeError that names the option, since a misspelled one would wait for ever, or tell nothing. */
export function joinOptions(options: number | null | JoinOptions): JoinOptions {
  if (typeof options !== 'object' || options === null) {
    checkTimeout(options);
    return { timeout: options };
  }
  checkOptions('join()', options, knownOfJoin, '{ timeout: 2 } (seconds)');
  checkTimeout(options.timeout);
  checkSignal(options.signal);
  return options;
}

const known = ['group', 'target', 'args', 'name', 'daemon', 'detached'];

/** @throws AssertionError or TypeError that names the option. */
export function checkProcessOptions(options: Readonly<Record<string, unknown>>): void {
  checkOptions('a Process', options, known, '{ target, args }');
  const { group, target, args, name, daemon } = options;
  if (group !== undefined && group !== null) throw new AssertionError('group argument must be None for now');
  if (target !== undefined && target !== null && typeof target !== 'function') {
    throw new TypeError(`target must be a function, not ${inspect(target)}`);
  }
  if (args !== undefined && !Array.isArray(args)) throw new TypeError(`args must be an array, not ${inspect(args)}`);
  if (name !== undefined && name !== null) checkName(name);
  if (daemon !== undefined && daemon !== null && typeof daemon !== 'boolean') {
    throw new TypeError(`daemon must be a boolean, not ${inspect(daemon)}`);
  }
}

export function checkName(name: unknown): asserts name is string {
  if (typeof name !== 'string') throw new AssertionError('name must be a string');
}
