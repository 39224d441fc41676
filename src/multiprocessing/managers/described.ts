/** What the objects of a manager's server tell of themselves to those who watch. */
import type { SharedObject } from '../events.ts';

export const described: unique symbol = Symbol('described');

/** What it has none of is left out. */
export type ObjectState = Partial<
  Pick<SharedObject, 'depth' | 'limit' | 'unfinished' | 'flag' | 'holder' | 'lostBy' | 'waiters'>
>;

export interface Described {
  /** null: it is not to be shown. */
  [described](): ObjectState | null;
}
