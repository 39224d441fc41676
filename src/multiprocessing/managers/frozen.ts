/**
 * What is read from a proxy is a copy. To change it would change nothing in the server, so it is frozen, and the mistake
 * throws at once. Only plain data: objects of classes may need to change themselves.
 */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) freeze(value);
  return value;
}

/** What was read in one step, in an array of the reader's own. */
export function eachFrozen<T>(values: T[]): T[] {
  for (const value of values) if (typeof value === 'object') frozen(value);
  return values;
}

function freeze(value: object): void {
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype === Object.prototype || prototype === null || prototype === Array.prototype) {
    Object.freeze(value); // first, since a value may be inside itself
    for (const item of Object.values(value)) frozen(item as unknown);
  } else if (prototype === Map.prototype) freezeMap(value as Map<unknown, unknown>);
  else if (prototype === Set.prototype) freezeSet(value as Set<unknown>);
}

function freezeMap(map: Map<unknown, unknown>): void {
  Object.freeze(Object.defineProperties(map, { set: REFUSED, delete: REFUSED, clear: REFUSED }));
  for (const [key, item] of map) {
    frozen(key);
    frozen(item);
  }
}

function freezeSet(set: Set<unknown>): void {
  Object.freeze(Object.defineProperties(set, { add: REFUSED, delete: REFUSED, clear: REFUSED }));
  for (const item of set) frozen(item);
}

const REFUSED: PropertyDescriptor = {
  value() {
    throw new TypeError("this is a copy of what is in the manager's server: change a copy of it, and set that");
  },
};
