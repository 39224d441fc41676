/** The functions that every JavaScript program has, by a path such as `Math.max` or `Error`. */

/**
 * Whose functions are looked through. Not all that is global: Node loads some of it when it is first touched, such as
 * fetch and all that belongs to it, which takes longer than the start of a process.
 */
const HOLDERS = [
  'Array',
  'ArrayBuffer',
  'Atomics',
  'BigInt',
  'Date',
  'Error',
  'Intl',
  'Iterator',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'Reflect',
  'RegExp',
  'String',
  'Symbol',
  'URL',
  'WebAssembly',
  'console',
];

/** @returns null when `value` is no such function. */
export function builtinPath(value: { readonly name: unknown }): string | null {
  const { name } = value;
  if (typeof name !== 'string') return null;
  if (member(globalThis, name) === value) return name;
  const holder = HOLDERS.find((key) => member(member(globalThis, key), name) === value);
  return holder === undefined ? null : `${holder}.${name}`;
}

/** @returns undefined when this Node does not have it. */
export function builtinAt(path: string): unknown {
  return path.split('.').reduce<unknown>(member, globalThis);
}

/** Reads no accessor. */
function member(owner: unknown, key: string): unknown {
  if (owner === null || !/^(function|object)$/.test(typeof owner)) return undefined;
  return Object.getOwnPropertyDescriptor(owner, key)?.value;
}
