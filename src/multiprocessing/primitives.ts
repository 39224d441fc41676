/** The primitives that JSON lacks, as `[tag, text]`. */

/** A primitive, or `[n]` for the object of node n. */
export type Encoded = string | number | boolean | null | readonly [number] | readonly [string] | readonly [string, string];

/** @param refuse Makes the error for what is no value in another process. */
export function checkedPrimitive(value: unknown, refuse: () => Error): Encoded {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : ['n', Object.is(value, -0) ? '-0' : String(value)];
    case 'undefined':
      return ['u'];
    case 'bigint':
      return ['i', String(value)];
    case 'symbol': {
      const key = Symbol.keyFor(value);
      if (key === undefined) throw refuse();
      return ['y', key];
    }
    default:
      return null;
  }
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
