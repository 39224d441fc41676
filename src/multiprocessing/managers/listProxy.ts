import { checkedIterable } from '../iterables.ts';
import { BaseProxy, registerProxy } from './baseProxy.ts';
import { eachFrozen, frozen } from './frozen.ts';
import type { Compare, List } from './listObject.ts';

/**
 * A list that processes share. What is read from it is a frozen copy: to change an item, set a changed copy of it. Each call
 * is one step, which no other process gets in between of. Negative indexes count from the end, as in Python.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.list
 */
export class ListProxy<V = unknown> extends BaseProxy implements AsyncIterable<V> {
  /** @throws IndexError */
  async get(index: number): Promise<V> {
    return frozen(await this.#call('get', index)) as V;
  }

  /** @throws IndexError */
  async set(index: number, value: V): Promise<void> {
    await this.#call('set', index, value);
  }

  /** @returns The new length. */
  async push(...items: V[]): Promise<number> {
    return (await this.#call('push', ...items)) as number;
  }

  async append(item: V): Promise<void> {
    await this.#call('append', item);
  }

  async extend(items: Iterable<V>): Promise<void> {
    await this.#call('extend', [...checkedIterable('the items of a list', items)]);
  }

  /**
   * Takes an item out, the last one without an index: it is the caller's, and not frozen.
   * @returns undefined without an index when there is none. @throws IndexError for an index that there is not.
   */
  async pop(index?: number): Promise<V | undefined> {
    return (await this.#call('pop', ...(index === undefined ? [] : [index]))) as V | undefined;
  }

  /** Beyond an end means at that end. */
  async insert(index: number, item: V): Promise<void> {
    await this.#call('insert', index, item);
  }

  /** Takes the item out that has the index. @throws IndexError */
  async remove(index: number): Promise<V> {
    return (await this.#call('remove', index)) as V;
  }

  /** Python's `list.remove(x)`: takes the first item out that is equal. @throws ValueError when there is none. */
  async removeValue(value: V): Promise<void> {
    await this.#call('removeValue', value);
  }

  async length(): Promise<number> {
    return (await this.#call('length')) as number;
  }

  /** As that of arrays, in an array of the caller's own. */
  async slice(start?: number, end?: number): Promise<V[]> {
    return eachFrozen((await this.#call('slice', start, end)) as V[]);
  }

  /** Of the first item that is equal, by its content; −1 when there is none. */
  async indexOf(value: V): Promise<number> {
    return (await this.#call('indexOf', value)) as number;
  }

  /** The same. @throws ValueError when there is none. */
  async index(value: V): Promise<number> {
    return (await this.#call('index', value)) as number;
  }

  /** Whether an item is equal, by its content. */
  async includes(value: V): Promise<boolean> {
    return (await this.#call('includes', value)) as boolean;
  }

  /** How many items are equal. */
  async count(value: V): Promise<number> {
    return (await this.#call('count', value)) as number;
  }

  async reverse(): Promise<void> {
    await this.#call('reverse');
  }

  /**
   * Numbers by their size and strings by their letters, as in Python.
   * @param compare A function at the top level of a module, which runs in the server.
   * @throws TypeError when there are others, or both, and nothing that compares them.
   */
  async sort(compare?: Compare<V>): Promise<void> {
    await this.#call('sort', ...(compare === undefined ? [] : [compare]));
  }

  async clear(): Promise<void> {
    await this.#call('clear');
  }

  /** The items that there are at the start. */
  async *[Symbol.asyncIterator](): AsyncGenerator<V, void, undefined> {
    yield* await this.slice();
  }

  #call(method: Exclude<keyof List, symbol>, ...args: unknown[]): Promise<unknown> {
    return this._callmethod(method, args);
  }
}

registerProxy('ListProxy', ListProxy);
