import { inspect } from 'node:util';

/** @param what What it is to be: `a list's items`. @throws TypeError that says what was given instead. */
export function checkedIterable<T>(what: string, given: Iterable<T>): Iterable<T> {
  if (typeof (given as Iterable<T> | null | undefined)?.[Symbol.iterator] === 'function') return given;
  throw new TypeError(`${what} must be given by an iterable, such as an array, and not by ${inspect(given)}`);
}
