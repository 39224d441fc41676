/** Classes whose instances travel as a function and what it is called with, by which they are made again. */
import { inspect } from 'node:util';
import { ValueError } from './errors.ts';

type AnyFunction = (...args: readonly unknown[]) => unknown;
export type Reduced = readonly [rebuild: AnyFunction, args: readonly unknown[]];

const reducers = new Map<object, (object: object) => Reduced>();

/**
 * Says how instances of a class travel, whose state is not in its fields: in `#private` ones, or outside of the program.
 * Python's `multiprocessing.reduction.register`; not for instances of derived classes, as there.
 * @param reduce Gives, for an instance, a top-level function and what it is to be called with in the other process. Among
 *   the latter the instance itself cannot be. A ValueError is thrown where an instance is sent, if it gives anything else.
 * @throws TypeError for what is no class, or no function.
 */
export function register<T extends object, Args extends readonly unknown[]>(
  type: abstract new (...args: never[]) => T,
  reduce: (object: T) => readonly [rebuild: (...args: Args) => T, args: Args],
): void {
  if (typeof type !== 'function' || typeof reduce !== 'function')
    throw new TypeError(`register() takes a class and a function, not ${inspect(type)} and ${inspect(reduce)}`);
  reducers.set(type, reduce as unknown as (object: object) => Reduced);
}

export function isReduced(object: object): boolean {
  return reducers.size > 0 && reducers.has(object.constructor);
}

/** Only if `isReduced`. */
export function reducedOf(object: object): Reduced {
  const reduced = reducers.get(object.constructor)?.(object) as Partial<Reduced> | undefined;
  if (Array.isArray(reduced) && typeof reduced[0] === 'function' && Array.isArray(reduced[1]))
    return reduced as Reduced;
  const { name } = object.constructor;
  throw new ValueError(`the reducer of ${name} must return [function, arguments], not ${inspect(reduced)}`);
}
