import { inspect } from 'node:util';
import type { WaitOptions } from './sharedHandle.ts';
import { checkTimeout } from './timeouts.ts';

const known = ['block', 'timeout', 'signal'];

/** @throws TypeError that names the option, since a misspelled one would wait for ever. */
export function checkAcquireOptions(options: WaitOptions): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`the options of acquire() must be an object such as { block: false }, not ${inspect(options)}`);
  for (const key of Object.keys(options))
    if (!known.includes(key)) throw new TypeError(`acquire() has no option '${key}'; it has ${known.join(', ')}`);
  checkTimeout(options.timeout);
}
