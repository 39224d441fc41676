/** Objects whose state is not in their fields: they would arrive empty. */
/** Under this key an object of the library's says what it is, when it cannot travel. */
export const staysHere: unique symbol = Symbol('staysHere');

/** @returns What it is, when its state lives in its process alone. */
export function hiddenState(value: object): string | null {
  return (value as { [staysHere]?: string })[staysHere] ?? known.find(([matches]) => matches(value))?.[1] ?? null;
}

const tagged = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);
const hasMethod = (value: object, name: string): boolean =>
  typeof (value as Record<string, unknown>)[name] === 'function';

const known: readonly (readonly [(value: object) => boolean, string])[] = [
  [(value) => value instanceof Promise || tagged(value) === 'Promise', 'a promise'],
  [(value) => value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef, 'a weak reference'],
  [(value) => /Generator$|Iterator$/.test(tagged(value)), 'an iterator or generator'],
  [(value) => value instanceof SharedArrayBuffer, 'a SharedArrayBuffer'],
  [(value) => hasMethod(value, 'pipe') || (hasMethod(value, 'getReader') && hasMethod(value, 'cancel')), 'a stream'],
  [
    (value) => hasMethod(value, 'ref') && hasMethod(value, 'unref') && hasMethod(value, 'close'),
    'a handle (a server, timer or worker)',
  ],
  [(value) => value instanceof AbortSignal || value instanceof AbortController, 'an AbortSignal'],
  [(value) => tagged(value) === 'Module', 'a module'],
  [
    (value) => [Number, String, Boolean, Symbol, BigInt].some((wrapper) => value instanceof wrapper),
    'an object around a primitive',
  ],
];
