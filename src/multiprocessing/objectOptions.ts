import { inspect } from 'node:util';
import { checkOptions } from './options.ts';

/** Of all objects that processes share. */
export interface ObjectOptions {
  /** What those who watch are shown; default: the name of the variable or field that it is assigned to. */
  readonly name?: string | undefined;
}

const known = ['name'];

/** @param what Such as `Queue()`. @param more The names of its other options. @throws TypeError that says what is wrong. */
export function checkObjectOptions(what: string, options: ObjectOptions, more: readonly string[] = []): void {
  checkOptions(what, options, [...known, ...more], "{ name: 'jobs' }");
  const { name } = options;
  if (name !== undefined && typeof name !== 'string')
    throw new TypeError(`the name of a shared object must be a string, not ${inspect(name)}`);
}
