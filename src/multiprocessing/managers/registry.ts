/** The types that a manager can make, by their typeids. */
import { inspect } from 'node:util';
import { ValueError } from '../errors.ts';

export type AnyFunction = (...args: never[]) => unknown;
export type AnyClass = abstract new (...args: never[]) => object;

export interface RegisteredType {
  /** A class, or a function that gives an object; null: the server knows. */
  readonly callable: AnyFunction | AnyClass | null;
  /** The class of its proxies; null: AutoProxy. */
  readonly proxytype: AnyClass | null;
  /** null: all methods whose names have no underscore at the start. */
  readonly exposed: readonly string[] | null;
  /** Methods whose results stay in the server, and of what type those are. */
  readonly methodToTypeid: Readonly<Record<string, string>>;
}

export type Registry = Readonly<Record<string, RegisteredType>>;

export function registeredType(registry: Registry, typeid: string): RegisteredType {
  const type = Object.hasOwn(registry, typeid) ? registry[typeid] : undefined;
  if (type !== undefined) return type;
  const known = Object.keys(registry).join(', ') || 'none';
  throw new ValueError(`the manager's server knows no type ${inspect(typeid)}, but ${known}: register() it there`);
}

/** The object itself, or a promise of it. */
export function makeObject(type: RegisteredType, typeid: string, args: readonly unknown[]): unknown {
  const { callable } = type;
  if (callable === null) throw new ValueError(`the manager's server has no class for '${typeid}': register() it there`);
  return isClass(callable) ? Reflect.construct(callable, args) : (callable as (...args: unknown[]) => unknown)(...args);
}

/** A function gives an object that may be there already, and can be asked again; a class makes a new one. */
export function isAccessor({ callable }: RegisteredType): boolean {
  return callable !== null && !isClass(callable);
}

export function isClass(callable: AnyFunction | AnyClass): callable is AnyClass {
  return /^class\b/.test(Function.prototype.toString.call(callable));
}

/** What is called a method: whatever function one comes to by a name without an underscore at its start. */
export function publicMethods(object: object): string[] {
  const names = new Set<string>();
  for (
    let owner: object | null = object;
    owner !== null && !isRoot(owner);
    owner = Object.getPrototypeOf(owner) as object
  )
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner)))
      if (typeof value === 'function' && name !== 'constructor' && !name.startsWith('_')) names.add(name);
  return [...names];
}

const isRoot = (owner: object): boolean => owner === Object.prototype || owner === Function.prototype;
