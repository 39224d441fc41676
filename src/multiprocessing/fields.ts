/** The own enumerable fields of an object, as a flat list of keys and values. */
import type { Encoded } from './primitives.ts';

/** Encodes an item; `step` is how one comes to it from its owner, such as `.name` or `[3]`. */
export type Child = (item: unknown, step: string) => Encoded;
/** Decodes an item. */
export type Value = (encoded: Encoded) => unknown;

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** @param keys Which of them; default: all. */
export function writeFields(value: object, child: Child, keys: readonly string[] = Object.keys(value)): Encoded[] {
  return keys.flatMap((key) => [
    key,
    child(
      (value as Readonly<Record<string, unknown>>)[key],
      IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    ),
  ]);
}

/** Not by assignment: a field may have the name of an accessor of the class, or be `__proto__`. */
export function fillFields(target: object, fields: readonly Encoded[], value: Value): void {
  for (let i = 0; i < fields.length; i += 2) define(target, fields[i] as string, value(fields[i + 1] as Encoded), true);
}

export function define(target: object, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true });
}
