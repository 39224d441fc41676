import { inspect } from 'node:util';
import { checkOptionNames } from './optionNames.ts';
import type { WaitOptions } from './sharedHandle.ts';
import { checkTimeout } from './timeouts.ts';

const known = ['block', 'timeout', 'signal'];

/**
 * @param method Such as `acquire`.
 * @throws TypeError that names the option, since with a misspelled one the method would wait for ever.
 */
export function checkWaitOptions(method: string, options: WaitOptions): void {
  if (typeof options !== 'object' || options === null) {
    const given = `such as { timeout: 2 } (seconds) or { block: false }, not ${inspect(options)}`;
    throw new TypeError(`the options of ${method}() must be an object ${given}`);
  }
  checkOptionNames(`${method}()`, options, known);
  checkTimeout(options.timeout);
}
