/** The types of what is registered with a manager. */
import type { BaseManager } from './baseManager.ts';
import type { BaseProxy } from './baseProxy.ts';
import type { AnyClass, AnyFunction } from './registry.ts';

export interface RegisterOptions<P extends AnyClass | null = AnyClass | null> {
  /** The methods that clients may call; default: all whose names have no underscore at the start. */
  readonly exposed?: readonly string[] | null;
  /** The class of the proxies, derived from BaseProxy; default: one with a method for each that is exposed. */
  readonly proxytype?: P;
  /** Methods whose results stay in the server, and of what registered type those are: their callers get proxies. */
  readonly methodToTypeid?: Readonly<Record<string, string>>;
  /** false: the class gets no method of the type's name, for objects that only others give. */
  readonly createMethod?: boolean;
}

type PublicMethod<K, F> = K extends `_${string}` ? never : F extends (...args: never[]) => unknown ? K : never;

/** The methods of an object as those of its proxy: each returns a promise. */
export type Remote<T> = BaseProxy & {
  readonly [K in keyof T as PublicMethod<K, T[K]> & (string | number)]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

/** What makes objects of a registered class, or by a registered function, in the server: `declare Maths: Made<typeof Maths>`. */
export type Made<C> = C extends abstract new (...args: infer A) => infer T
  ? (...args: A) => Remote<T>
  : C extends (...args: infer A) => infer T
    ? (...args: A) => Remote<Awaited<T>>
    : never;

/** The class of a manager with the method of a type that has been registered. */
export type WithType<M extends typeof BaseManager, N extends string, C, P> = Omit<M, 'prototype'> & {
  new (...args: ConstructorParameters<M>): InstanceType<M> & { readonly [K in N]: Maker<C, P> };
  readonly prototype: InstanceType<M> & { readonly [K in N]: Maker<C, P> };
};

type Maker<C, P> = P extends AnyClass ? (...args: Arguments<C>) => InstanceType<P> : Made<C>;
type Arguments<C> = C extends AnyClass ? ConstructorParameters<C> : C extends AnyFunction ? Parameters<C> : unknown[];
