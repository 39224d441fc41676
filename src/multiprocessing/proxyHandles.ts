/** Proxies of a manager's objects as they travel. What makes them is in managers/, loaded where there are some. */
import { inRest } from './parts.ts';
import type { Address } from './socketAddress.ts';

/** Under this key a proxy says what travels for it. */
export const asProxy: unique symbol = Symbol('asProxy');

/** Where the object is, and what the proxy is to be. JSON, all of it. */
export interface ProxyContent {
  /** Of the library's classes of proxies. */
  readonly kind: string;
  readonly address: Address;
  /** The server's name for itself, where it is known: it may have other addresses elsewhere. */
  readonly server: string | null;
  readonly id: number;
  readonly typeid: string;
  /** What it is called where it is shown. */
  readonly name: string | null;
  /** null: whatever the object has. */
  readonly exposed: readonly string[] | null;
  /** What it knows without asking. */
  readonly state?: number | undefined;
  /** base64; for processes of the same program that have another key of their own. */
  readonly key?: string;
}

export interface ProxyObject {
  [asProxy](): ProxyContent;
}

/** Of the library's classes; an instance of a derived class travels with its class. */
export const proxyPrototypes: object[] = [];

export const { set: setProxyRestorer, call: restoreProxy } = inRest<[content: ProxyContent], object>();

let leaving = false;

/** What is written meanwhile may go to another program: keys stay here. */
export function whileLeaving<A extends readonly unknown[], T>(body: (...args: A) => T, ...args: A): T {
  const before = leaving;
  leaving = true;
  try {
    return body(...args);
  } finally {
    leaving = before;
  }
}

export function isLeaving(): boolean {
  return leaving;
}
