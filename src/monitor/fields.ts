/** Reading the fields of a message, which may be anything; what is wrong throws an InvalidField, caught by `parseLine`. */

export type Fields = Readonly<Record<string, unknown>>;

/** What a line is: a message, of a type that is not known here (a newer version's), or garbage. */
export type Parsed<T> =
  | { readonly kind: 'message'; readonly message: T }
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'invalid'; readonly reason: string };

class InvalidField extends Error {
  constructor(name: string, expected: string) {
    super(`${name} is not ${expected}`);
  }
}

/** @param parse By `type`; throws for invalid fields. */
export function parseLine<T>(line: string, parse: (type: string, fields: Fields) => T | null): Parsed<T> {
  try {
    const value: unknown = JSON.parse(line);
    if (!isRecord(value)) return { kind: 'invalid', reason: 'not an object' };
    const type = text(value, 'type');
    const message = parse(type, value);
    return message === null ? { kind: 'unknown', type } : { kind: 'message', message };
  } catch (error) {
    if (error instanceof InvalidField) return { kind: 'invalid', reason: error.message };
    return { kind: 'invalid', reason: 'not JSON' };
  }
}

export function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new InvalidField(name, 'a string');
  return value;
}

export function id(fields: Fields, name: string = 'id'): string {
  const value = text(fields, name);
  if (value === '') throw new InvalidField(name, 'an id');
  return value;
}

export function number(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new InvalidField(name, 'a number');
  return value;
}

export function integer(fields: Fields, name: string): number {
  const value = number(fields, name);
  if (!Number.isSafeInteger(value)) throw new InvalidField(name, 'an integer');
  return value;
}

export function boolean(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value !== 'boolean') throw new InvalidField(name, 'true or false');
  return value;
}

export function texts(fields: Fields, name: string): string[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new InvalidField(name, 'a list');
  if (!value.every((item) => typeof item === 'string')) throw new InvalidField(name, 'a list of strings');
  return value;
}

export function object<T>(fields: Fields, name: string, parse: (fields: Fields) => T): T {
  const value = fields[name];
  if (!isRecord(value)) throw new InvalidField(name, 'an object');
  return parse(value);
}

/** The first `limit` items of a list of objects. */
export function list<T>(fields: Fields, name: string, limit: number, parse: (fields: Fields) => T): T[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new InvalidField(name, 'a list');
  return value.slice(0, limit).map((item: unknown) => {
    if (!isRecord(item)) throw new InvalidField(name, 'a list of objects');
    return parse(item);
  });
}

/** A field may be left out where it may be null. */
export function orNull<T>(fields: Fields, name: string, parse: (fields: Fields, name: string) => T): T | null {
  return fields[name] === null || fields[name] === undefined ? null : parse(fields, name);
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
