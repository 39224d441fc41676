import { inspect } from 'node:util';
import { BaseProxy, registerProxy } from './baseProxy.ts';
import type { Dict, DictSource } from './dictObject.ts';
import { eachFrozen, frozen } from './frozen.ts';

/**
 * A dict that processes share. What is read from it is a frozen copy: to change a value, set a changed copy of it. Each call
 * is one step, which no other process gets in between of.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.dict
 */
export class DictProxy<V = unknown> extends BaseProxy implements AsyncIterable<string> {
  /** @returns undefined when there is no such key. */
  async get(key: string): Promise<V | undefined> {
    return frozen(await this.#call('get', key)) as V | undefined;
  }

  async set(key: string, value: V): Promise<void> {
    await this.#call('set', key, value);
  }

  /** @returns Whether it was there. */
  async delete(key: string): Promise<boolean> {
    return (await this.#call('delete', key)) as boolean;
  }

  async has(key: string): Promise<boolean> {
    return (await this.#call('has', key)) as boolean;
  }

  /** In the order in which they came. */
  async keys(): Promise<string[]> {
    return (await this.#call('keys')) as string[];
  }

  async values(): Promise<V[]> {
    return eachFrozen((await this.#call('values')) as V[]);
  }

  async entries(): Promise<[key: string, value: V][]> {
    const entries = (await this.#call('entries')) as [string, V][];
    for (const [, value] of entries) frozen(value);
    return entries;
  }

  async size(): Promise<number> {
    return (await this.#call('size')) as number;
  }

  /** Sets several, in one step. */
  async update(entries: DictSource<V>): Promise<void> {
    await this.#call('update', sendable(entries));
  }

  async clear(): Promise<void> {
    await this.#call('clear');
  }

  /** A plain object of the caller's own, which is not frozen. */
  async copy(): Promise<Record<string, V>> {
    return (await this.#call('copy')) as Record<string, V>;
  }

  /**
   * Takes a value out: it is the caller's, and not frozen.
   * @param otherwise Given when there is no such key. @throws KeyError without it.
   */
  async pop(key: string, ...otherwise: [V?]): Promise<V> {
    return (await this.#call('pop', key, ...otherwise)) as V;
  }

  /** Takes the entry out that came last. @throws KeyError when there is none. */
  async popitem(): Promise<[key: string, value: V]> {
    return (await this.#call('popitem')) as [string, V];
  }

  /** Sets the value if there is none. @returns What is there then. */
  async setdefault(key: string, value: V): Promise<V> {
    return frozen((await this.#call('setdefault', key, value)) as V);
  }

  /** The keys that there are at the start. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    yield* await this.keys();
  }

  #call(method: Exclude<keyof Dict, symbol>, ...args: unknown[]): Promise<unknown> {
    return this._callmethod(method, args);
  }
}

/** An iterator cannot travel, and a Map need not: its entries do. */
export function sendable<V>(source: DictSource<V>): DictSource<V> {
  if (typeof source !== 'object' || source === null)
    throw new TypeError(`what a dict has must be given by an object, or by pairs, and not by ${inspect(source)}`);
  return Symbol.iterator in source ? [...(source as Iterable<readonly [string, V]>)] : source;
}

registerProxy('DictProxy', DictProxy);
