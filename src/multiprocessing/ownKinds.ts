/** How the objects travel that the library has made, and those whose classes it was told of. */
import { boundParts, boundTo, type BoundParts } from './boundMethod.ts';
import {
  asHandle,
  HANDLE_TAG,
  handlePrototypes,
  restoreHandle,
  type HandleContent,
  type HandleObject,
} from './handles.ts';
import { defineKind } from './kind.ts';
import type { Encoded } from './primitives.ts';
import { asProxy, proxyPrototypes, restoreProxy, type ProxyContent, type ProxyObject } from './proxyHandles.ts';
import { reducedOf } from './reducedClasses.ts';

/** Objects that live in the hub: what travels is where to find them. */
export const handle = defineKind<HandleObject, HandleContent>({
  tag: HANDLE_TAG,
  prototypes: handlePrototypes,
  fields: 'derived',
  write: (value) => value[asHandle](),
  make: restoreHandle,
});

/** Objects that live in a manager's server. */
export const proxy = defineKind<ProxyObject, ProxyContent>({
  tag: 'P',
  prototypes: proxyPrototypes,
  fields: 'derived',
  write: (value) => value[asProxy](),
  make: restoreProxy,
});

/** What `bound` has made. */
export const boundMethod = defineKind<() => unknown, readonly [Encoded, string]>({
  tag: 'M',
  prototypes: [],
  fields: 'none',
  write(value, child) {
    const { object: owner, method } = boundParts(value) as BoundParts;
    return [child(owner, ''), method];
  },
  make: ([, method]) => boundTo({ object: {}, method }),
  fill(value, [owner], value_) {
    (boundParts(value) as BoundParts).object = value_(owner) as object;
  },
});

export const REDUCED_TAG = 'R';

/** Made by the reader (valueReader.ts), when what it is made of is whole. */
export const reduced = defineKind<object, never>({
  tag: REDUCED_TAG,
  prototypes: [],
  fields: 'none',
  write(value, child) {
    const [rebuild, args] = reducedOf(value);
    return [child(rebuild, ''), child(args, '')];
  },
  make: () => ({}),
});
