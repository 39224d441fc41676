/** Methods that travel with their object: what a function in JavaScript does not tell about itself. */
import { inspect } from 'node:util';

export interface BoundParts {
  object: object;
  readonly method: string;
}

type AnyMethod = (...args: readonly unknown[]) => unknown;

const known = new WeakMap<object, BoundParts>();

/**
 * Python's `object.method`: a function that calls the method of that object, and can be a target, a pool's function, or
 * part of any value that is sent. The object goes with it, as a copy, by the same rules as an argument.
 * @throws TypeError when the object has no such method.
 */
export function bound<K extends string, Args extends readonly unknown[], R>(
  object: Readonly<Record<K, (...args: Args) => R>>,
  method: K,
): (...args: Args) => R {
  if (typeof (object as Partial<typeof object> | null)?.[method] !== 'function')
    throw new TypeError(
      `bound() takes an object and the name of a method of its: ${inspect(object)} has no ${method}()`,
    );
  return boundTo({ object, method }) as (...args: Args) => R;
}

/** @returns null when `value` was not made by `bound`. */
export function boundParts(value: object): BoundParts | null {
  return known.get(value) ?? null;
}

/** Such a function; its parts may still come. */
export function boundTo(parts: BoundParts): AnyMethod {
  const call: AnyMethod = (...args) => (parts.object as Record<string, AnyMethod>)[parts.method]?.(...args);
  Object.defineProperty(call, 'name', { value: `bound ${parts.method}` });
  known.set(call, parts);
  return call;
}
