import { checkOptions } from './options.ts';
import type { WaitOptions } from './sharedHandle.ts';
import { checkSignal } from './signalOption.ts';
import { checkTimeout } from './timeouts.ts';

const known = ['block', 'timeout', 'signal'];

/**
 * @param method Such as `acquire`.
 * @throws TypeError that names the option, since with a misspelled one the method would wait for ever.
 */
export function checkWaitOptions(method: string, options: WaitOptions): void {
  checkOptions(`${method}()`, options, known, '{ timeout: 2 } (seconds) or { block: false }');
  checkTimeout(options.timeout);
  checkSignal(options.signal);
}
