import { inspect } from 'node:util';

/**
 * Looks at what a user gives as options.
 * @param what Such as `a Process`, or `join()`.
 * @param example Such as `{ timeout: 2 }`.
 * @throws TypeError when they are no such object; or that names an option that there is not, and those that there are: a
 *   misspelled one would go unnoticed.
 */
export function checkOptions(what: string, options: unknown, known: readonly string[], example: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options) || isSignal(options))
    throw new TypeError(`the options of ${what} must be an object such as ${example}, not ${inspect(options)}`);
  for (const key of Object.keys(options))
    if (!known.includes(key)) throw new TypeError(`${what} has no option '${key}'; it has ${known.join(', ')}`);
}

/** One that is given itself, and not as `{ signal }`, has no keys to be looked at. */
const isSignal = (options: object): boolean => 'aborted' in options;
