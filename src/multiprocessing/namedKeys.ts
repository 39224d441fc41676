/** The fields of a list besides its items, such as the `groups` of a match. */
import { inspect } from 'node:util';

const NONE: readonly string[] = [];

/** A longer list is not asked for its keys, of which there is one for each item. */
const SHORT = 128;

/** The names of its own enumerable fields that are no items. */
export function namedKeys(list: ArrayLike<unknown>): readonly string[] {
  if (list.length > SHORT && hasItemsAlone(list)) return NONE;
  const keys = Object.keys(list); // those of the items come first
  let first = keys.length;
  while (first > 0 && !isIndex(keys[first - 1] as string)) first--;
  return first === keys.length ? NONE : keys.slice(first);
}

/**
 * However long the list is: `inspect` can ask V8 for the fields without the items, which JavaScript cannot. What it
 * says of another list than a plain array, and what another Node may say, is not understood, and the keys are looked at.
 */
function hasItemsAlone(list: ArrayLike<unknown>): boolean {
  return /^\[ \.\.\. \d+ more items? \]$/.test(inspect(list, WITHOUT_ITEMS));
}

const WITHOUT_ITEMS = { maxArrayLength: 0, depth: 0, customInspect: false, breakLength: Infinity } as const;

/** From 0 to 2³² − 2: the largest number of 32 bits is none. */
function isIndex(key: string): boolean {
  const number = Number(key) >>> 0;
  return number !== 2 ** 32 - 1 && String(number) === key;
}
