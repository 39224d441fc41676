import { BaseProxy, registerProxy, type ProxyTarget } from './baseProxy.ts';

/** What every object answers to, and no remote method may stand for: a promise is what has `then`. */
const RESERVED = new Set<PropertyKey>(['then', 'toJSON', 'constructor']);

/** A proxy with a method for each that the object exposes; with any, where that is not known here. */
export class AutoProxy extends BaseProxy {
  /** @internal */
  constructor(target: ProxyTarget) {
    super(target);
    for (const method of target.exposed ?? [])
      if (!(method in this) && !RESERVED.has(method))
        Object.defineProperty(this, method, { value: this.#remote(method) });
    return target.exposed === null ? anyMethod(this) : this;
  }

  #remote(method: string): (...args: unknown[]) => Promise<unknown> {
    return (...args) => this._callmethod(method, args);
  }
}

/** Which of them there are, the server knows. */
function anyMethod(proxy: AutoProxy): AutoProxy {
  return new Proxy(proxy, {
    get(target, key) {
      const own = Reflect.get(target, key, target) as unknown;
      if (typeof own === 'function') return own === target.constructor ? own : (own.bind(target) as unknown);
      if (own !== undefined || typeof key === 'symbol' || RESERVED.has(key)) return own;
      return (...args: unknown[]) => target._callmethod(key, args);
    },
  });
}

registerProxy('AutoProxy', AutoProxy);
