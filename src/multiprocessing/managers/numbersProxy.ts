import type { AnyNumber } from '../numbers.ts';
import { BaseProxy, proxyState, registerProxy } from './baseProxy.ts';
import { frozen } from './frozen.ts';

/** A value that processes share. https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.Value */
export class ValueProxy<V = number> extends BaseProxy {
  /** A frozen copy. */
  async get(): Promise<V> {
    return frozen(await this._callmethod('get')) as V;
  }

  async set(value: V): Promise<void> {
    await this._callmethod('set', [value]);
  }

  /** Adds to a number, in one step. @returns The new value. @throws TypeError for what cannot be added. */
  async add(delta: V): Promise<V> {
    return (await this._callmethod('add', [delta])) as V;
  }
}

/**
 * Numbers of one type that processes share, as many as there were at first.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.Array
 */
export class ArrayProxy<N extends AnyNumber = number> extends BaseProxy implements AsyncIterable<N> {
  get length(): number {
    return this[proxyState] ?? 0;
  }

  /** @param index Negative ones count from the end. @throws IndexError */
  async get(index: number): Promise<N> {
    return (await this._callmethod('get', [index])) as N;
  }

  /** @throws IndexError; TypeError when the value is not of the type. */
  async set(index: number, value: N): Promise<void> {
    await this._callmethod('set', [index, value]);
  }

  /** Adds to a number, in one step. @returns The new value. */
  async add(index: number, delta: N): Promise<N> {
    return (await this._callmethod('add', [index, delta])) as N;
  }

  /** A copy of a part, of one moment; `start` and `end` as those of an array's `slice`. */
  async slice(start?: number, end?: number): Promise<N[]> {
    return (await this._callmethod('slice', [start, end])) as N[];
  }

  /** The numbers that there are at the start. */
  async *[Symbol.asyncIterator](): AsyncGenerator<N, void, undefined> {
    yield* await this.slice();
  }
}

registerProxy('ValueProxy', ValueProxy);
registerProxy('ArrayProxy', ArrayProxy);
