/** Objects of the hub as they travel: by what they are and where to find them. */
import { loadObjects, loadRest } from './parts.ts';

/** Under this key an object says what travels for it. */
export const asHandle: unique symbol = Symbol('asHandle');

/** `[class, id of the object in the hub, …what the class needs besides]`, all of it JSON. */
export type HandleContent = readonly [kind: string, id: number, ...state: unknown[]];

/** The object itself and those that its state holds, as a Condition does its lock. */
export function objectsIn([, id, ...state]: HandleContent): readonly number[] {
  return [id, ...state.filter(isContent).flatMap(objectsIn)];
}

function isContent(value: unknown): value is HandleContent {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

export interface HandleObject {
  [asHandle](): HandleContent;
}

export const HANDLE_TAG = 'H';

/** Of the library's classes; an instance of a derived class travels with its class. */
export const handlePrototypes: object[] = [];

const restorers = new Map<string, (content: HandleContent) => object>();

/** @param restore Makes the object in this process, or finds it. */
export function registerHandle(
  kind: string,
  handleClass: { readonly prototype: object },
  restore: (content: HandleContent) => object,
): void {
  handlePrototypes.push(handleClass.prototype);
  restorers.set(kind, restore);
}

export function restoreHandle(content: HandleContent): object {
  if (!restorers.has(content[0])) loadObjects();
  if (!restorers.has(content[0])) loadRest();
  const restore = restorers.get(content[0]);
  if (restore === undefined) throw new Error(`there are no shared objects of kind ${content[0]}`);
  return restore(content);
}

let referred = false;

/** What is restored meanwhile, the hub already counts as referred to by this process. */
export function whileReferred<T>(body: () => T): T {
  const before = referred;
  referred = true;
  try {
    return body();
  } finally {
    referred = before;
  }
}

export function isReferred(): boolean {
  return referred;
}
