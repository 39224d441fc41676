import { inspect } from 'node:util';
import { checkOptions } from './options.ts';

/** For what may wait: gives the wait up, which rejects with the signal's reason. */
export interface SignalOption {
  readonly signal?: AbortSignal | undefined;
}

/** The default of a parameter, which has to be looked at no more. */
export const NO_SIGNAL: SignalOption = {};
const known = ['signal'];

/** @param method Such as `wait`. @throws TypeError when the options are none, or the signal is none. */
export function signalOf(method: string, options: SignalOption): AbortSignal | undefined {
  if (options === NO_SIGNAL) return undefined;
  checkOptions(`${method}()`, options, known, '{ signal }');
  checkSignal(options.signal);
  return options.signal;
}

export function checkSignal(signal: unknown): asserts signal is AbortSignal | undefined {
  if (signal === undefined || typeof (signal as AbortSignal | null)?.throwIfAborted === 'function') return;
  throw new TypeError(`signal must be an AbortSignal, not ${inspect(signal)}`);
}

/** @throws The reason of a signal that is aborted; TypeError for what is no signal. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  checkSignal(signal);
  signal?.throwIfAborted();
}
