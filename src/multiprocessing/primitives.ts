/** The primitives that JSON lacks, as `[tag, text]`. */

/** A primitive, or `[n]` for the object of node n. */
export type Encoded =
  string | number | boolean | null | readonly [number] | readonly [string] | readonly [string, string];

/** @param refuse Makes the error for what is no value in another process. */
export function checkedPrimitive(value: unknown, refuse: () => Error): Encoded {
  if (typeof value === 'number') return isPlain(value) ? value : ['n', Object.is(value, -0) ? '-0' : String(value)];
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === undefined) return ['u'];
  if (typeof value === 'bigint') return ['i', String(value)];
  if (typeof value !== 'symbol') return null;
  const key = Symbol.keyFor(value);
  if (key === undefined) throw refuse();
  return ['y', key];
}

/** Whether JSON keeps it. */
function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

export function primitive(encoded: Encoded): unknown {
  if (!Array.isArray(encoded)) return encoded;
  const [tag, text = ''] = encoded as readonly [string, string?];
  switch (tag) {
    case 'n':
      return Number(text);
    case 'i':
      return BigInt(text);
    case 'y':
      return Symbol.for(text);
    default:
      return undefined;
  }
}
