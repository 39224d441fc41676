/**
 * Values of nothing but what JSON keeps, as most arguments and results are: they are written and read by JSON itself, which
 * is several times faster than looking at each part.
 */

import { namedKeys } from '../namedKeys.ts';

/** A value with more objects than this is not looked at further. */
const MOST_OBJECTS = 32;

/** @returns Its JSON; null when JSON would not give the same back. */
export function plainText(value: unknown): string | null {
  if (typeof value === 'object' && value !== null) return isPlain(value, []) ? JSON.stringify(value) : null;
  return isKept(value) ? JSON.stringify(value) : null;
}

/** @param seen What has come before: an object that is there twice is to arrive as one. */
function isPlain(value: object, seen: object[]): boolean {
  if (seen.length === MOST_OBJECTS || seen.includes(value)) return false;
  seen.push(value);
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype === Array.prototype) {
    const items = value as readonly unknown[];
    for (let i = 0; i < items.length; i++) if (!isKeptOrPlain(items[i], seen)) return false; // a hole is undefined
    return namedKeys(items).length === 0;
  }
  if (prototype !== Object.prototype || Symbol.toStringTag in value) return false;
  for (const key of Object.keys(value)) if (!isKeptOrPlain((value as Record<string, unknown>)[key], seen)) return false;
  return true;
}

function isKeptOrPlain(item: unknown, seen: object[]): boolean {
  return isKept(item) || (typeof item === 'object' && isPlain(item as object, seen));
}

function isKept(item: unknown): boolean {
  if (typeof item === 'number') return Number.isFinite(item) && !Object.is(item, -0);
  return typeof item === 'string' || typeof item === 'boolean' || item === null;
}
