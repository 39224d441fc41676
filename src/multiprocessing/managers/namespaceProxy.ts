import { AttributeError } from '../errors.ts';
import { BaseProxy, registerProxy } from './baseProxy.ts';
import { frozen } from './frozen.ts';

/**
 * Named values that processes share. What is read is a frozen copy. Names that begin with an underscore stay in this proxy,
 * as in Python.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.Namespace
 */
export class NamespaceProxy<S extends object = Record<string, unknown>> extends BaseProxy {
  readonly #own = new Map<string, unknown>();

  /** @throws AttributeError when there is none of that name. */
  async get<K extends keyof S & string>(name: K): Promise<S[K]> {
    if (isOwn(name)) return this.#ownValue(name) as S[K];
    return frozen(await this._callmethod('get', [name])) as S[K];
  }

  async set<K extends keyof S & string>(name: K, value: S[K]): Promise<void> {
    if (isOwn(name)) this.#own.set(name, value);
    else await this._callmethod('set', [name, value]);
  }

  /** @throws AttributeError when there is none of that name. */
  async delete(name: keyof S & string): Promise<void> {
    if (isOwn(name)) {
      this.#ownValue(name);
      this.#own.delete(name);
    } else await this._callmethod('delete', [name]);
  }

  #ownValue(name: string): unknown {
    if (!this.#own.has(name)) throw new AttributeError(`'NamespaceProxy' object has no attribute '${name}'`);
    return this.#own.get(name);
  }
}

const isOwn = (name: string): boolean => name.startsWith('_');

registerProxy('NamespaceProxy', NamespaceProxy);
