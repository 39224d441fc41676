/** How each kind of object is written, made and filled. */
import { boundMethod, handle, proxy, reduced } from './ownKinds.ts';
import { asHandle } from './handles.ts';
import { define, fillFields, writeFields } from './fields.ts';
import { hiddenState } from './hiddenState.ts';
import { defineKind, type Kind, type Refused } from './kind.ts';
import { namedKeys } from './namedKeys.ts';
import type { Encoded } from './primitives.ts';
import { asProxy } from './proxyHandles.ts';
import { isReduced } from './reducedClasses.ts';

const object = defineKind<Record<string, unknown>, Encoded[]>({
  tag: 'o',
  prototypes: [Object.prototype],
  fields: 'none',
  write: writeFields,
  make: () => ({}),
  fill: fillFields,
});

const nullPrototype = defineKind<Record<string, unknown>, Encoded[]>({
  ...(object as unknown as Kind<Record<string, unknown>, Encoded[]>),
  tag: 'O',
  prototypes: [null],
  make: () => Object.create(null) as object,
});

const HOLE = ['h'] as const;

const array = defineKind<unknown[], Encoded[]>({
  tag: 'a',
  prototypes: [Array.prototype],
  fields: 'all',
  fieldsOf: namedKeys,
  write: (value, child) => Array.from(value, (item, i) => (i in value ? child(item, `[${i}]`) : HOLE)),
  make: ({ length }) => Array.from({ length }),
  fill(target, content, value) {
    for (const [i, item] of content.entries()) {
      if (Array.isArray(item) && item[0] === HOLE[0]) Reflect.deleteProperty(target, i);
      else target[i] = value(item);
    }
  },
});

const map = defineKind<Map<unknown, unknown>, Encoded[]>({
  tag: 'm',
  prototypes: [Map.prototype],
  fields: 'derived',
  write: (value, child) =>
    [...value].flatMap(([key, item]) => [child(key, `.keys(${String(key)})`), child(item, `.get(${String(key)})`)]),
  make: () => new Map(),
  fill(target, content, value) {
    for (let i = 0; i < content.length; i += 2)
      target.set(value(content[i] as Encoded), value(content[i + 1] as Encoded));
  },
});

const set = defineKind<Set<unknown>, Encoded[]>({
  tag: 's',
  prototypes: [Set.prototype],
  fields: 'derived',
  write: (value, child) => [...value].map((item, i) => child(item, `.values(${i})`)),
  make: () => new Set(),
  fill(target, content, value) {
    for (const item of content) target.add(value(item));
  },
});

const date = defineKind<Date, number | null>({
  tag: 'd',
  prototypes: [Date.prototype],
  fields: 'derived',
  write: (value) => value.getTime(),
  make: (time) => new Date(time ?? Number.NaN),
});

const regExp = defineKind<RegExp, [string, string, number]>({
  tag: 'r',
  prototypes: [RegExp.prototype],
  fields: 'derived',
  write: ({ source, flags, lastIndex }) => [source, flags, lastIndex],
  make: ([source, flags, lastIndex]) => Object.assign(new RegExp(source, flags), { lastIndex }),
});

const url = defineKind<URL, string>({
  tag: 'U',
  prototypes: [URL.prototype],
  fields: 'derived',
  write: ({ href }) => href,
  make: (href) => new URL(href),
});

const builtinErrors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, AggregateError];

/** The fields of errors that are not enumerable. */
const hiddenFields = ['message', 'stack', 'cause', 'errors'];

/** `[class of Node's, [field, value, …]]`: message, stack and cause are fields that are not enumerable. */
const error = defineKind<Error, [string, Encoded[]]>({
  tag: 'e',
  prototypes: builtinErrors.map((errorClass) => errorClass.prototype as object),
  fields: 'none',
  write(value, child) {
    const builtin = builtinErrors.findLast((errorClass) => value instanceof errorClass) ?? Error;
    const hidden = hiddenFields.filter((key) => Object.hasOwn(value, key));
    const keys = [...new Set([...hidden, ...Object.keys(value)])];
    const fields = keys.flatMap((key) => [key, child((value as unknown as Record<string, unknown>)[key], `.${key}`)]);
    return [builtin.name, fields];
  },
  make([name]) {
    const errorClass = builtinErrors.find((candidate) => candidate.name === name) ?? Error;
    return errorClass === AggregateError ? new AggregateError([]) : Reflect.construct(Error, [], errorClass);
  },
  fill(target, [, fields], value) {
    for (let i = 0; i < fields.length; i += 2) {
      const key = fields[i] as string;
      define(target, key, value(fields[i + 1] as Encoded), !hiddenFields.includes(key));
    }
  },
});

const arrayBuffer = defineKind<ArrayBuffer, string>({
  tag: 'b',
  prototypes: [ArrayBuffer.prototype],
  fields: 'derived',
  write: (value) => Buffer.from(value).toString('base64'),
  make: (text) => bytes(text).buffer,
});

const views = [
  Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView, Buffer,
] as const; // prettier-ignore

const view = defineKind<ArrayBufferView, [string, string]>({
  tag: 'v',
  prototypes: views.map((viewClass) => viewClass.prototype as object),
  fields: 'derived',
  fieldsOf: (value) => (value instanceof DataView ? Object.keys(value) : namedKeys(value as Uint8Array)),
  write(value) {
    const viewClass = views.findLast((candidate) => value instanceof candidate) ?? Uint8Array;
    return [viewClass.name, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')];
  },
  make([name, text]) {
    const { buffer, length } = bytes(text);
    if (name === 'Buffer') return Buffer.from(buffer);
    const viewClass = (views as readonly { name: string }[]).find((candidate) => candidate.name === name);
    const size = (viewClass as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
    return Reflect.construct(viewClass as unknown as new () => object, [buffer, 0, length / size]) as object;
  },
});

const all: readonly Kind[] = [
  object, nullPrototype, array, map, set, date, regExp, url, error, arrayBuffer, view, handle, proxy, boundMethod, reduced,
]; // prettier-ignore
export const kinds: ReadonlyMap<string, Kind> = new Map(all.map((kind) => [kind.tag, kind]));

const instance = defineKind<Record<string, unknown>, Encoded[]>({
  ...(object as unknown as Kind<Record<string, unknown>, Encoded[]>),
  prototypes: [],
});

/** How `value` travels, or why it cannot. */
export function kindOf(value: object): Kind | Refused {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype)
    return Object.prototype.toString.call(value) === '[object Object]' ? object : refusedOr(value, object);
  if (prototype === null) return nullPrototype;
  if (isReduced(value)) return reduced;
  if (Array.isArray(value)) return array;
  if (value instanceof Map) return map;
  if (value instanceof Set) return set;
  if (value instanceof Date) return date;
  if (value instanceof RegExp) return regExp;
  if (value instanceof Error) return error;
  if (value instanceof URL) return url;
  if (asHandle in value) return handle;
  if (asProxy in value) return proxy;
  if (ArrayBuffer.isView(value)) return view;
  if (value instanceof ArrayBuffer) return arrayBuffer;
  return refusedOr(value, instance);
}

function refusedOr(value: object, otherwise: Kind): Kind | Refused {
  const what = hiddenState(value);
  return what === null ? otherwise : { refused: `${what}, which lives in its process alone` };
}

/** A copy with a buffer of its own: Node's small buffers share one. */
function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
