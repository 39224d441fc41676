/**
 * @param what Such as `a Process`, or `join()`.
 * @throws TypeError that names an option that there is not, and those that there are: a misspelled one would go unnoticed.
 */
export function checkOptionNames(what: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options))
    if (!known.includes(key)) throw new TypeError(`${what} has no option '${key}'; it has ${known.join(', ')}`);
}
