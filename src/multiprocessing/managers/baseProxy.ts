/**
 * Proxies: what stands for an object in a manager's server. Each method of one runs there, and gives a copy.
 * https://docs.python.org/3/library/multiprocessing.html#proxy-objects
 */
import { inspect } from 'node:util';
import { ValueError } from '../errors.ts';
import { asProxy, isLeaving, proxyPrototypes, setProxyRestorer, type ProxyContent } from '../proxyHandles.ts';
import { withoutOurFrames } from '../trace.ts';
import { beginWait } from '../waits.ts';
import { TEXT, VALUE } from './frames.ts';
import { MissingObject } from './missingObject.ts';
import { serverAt, type KnownServer } from './servers.ts';

/** Where the object is, and what is known of it. Given to the constructors of proxies by the library. */
export interface ProxyTarget {
  readonly server: KnownServer;
  readonly id: number;
  readonly typeid: string;
  /** What it is called where it is shown. */
  readonly name: string | null;
  /** The methods that may be called; null: not known here. */
  readonly exposed: readonly string[] | null;
  /** What the proxy knows without asking: a length, a number of parties. */
  readonly state?: number | undefined;
  /** Rejects when the object could not be made. */
  readonly made?: Promise<unknown>;
  /** Has the object given again, by a server that has been started anew. */
  readonly again?: () => Promise<unknown>;
}

export interface CallOptions {
  /** Gives the call up, where the method waits for something: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Whether others have to do something before it is answered, so that it is shown to those who watch. */
  readonly waits?: boolean;
}

/** No names, lest they hide methods of an object. */
export const whenMade: unique symbol = Symbol('whenMade');
export const proxyState: unique symbol = Symbol('proxyState');
export const referentHere: unique symbol = Symbol('referentHere');

export class BaseProxy implements AsyncDisposable {
  readonly #target: Omit<ProxyTarget, 'made' | 'again'>;
  readonly #server: KnownServer;
  #made: Promise<unknown> | undefined;
  #again: (() => Promise<unknown>) | undefined;
  #released = false;

  /** @internal By the managers, and where one arrives. */
  constructor({ made, again, ...target }: ProxyTarget) {
    this.#target = target;
    this.#server = target.server;
    this.#made = made;
    void made?.then(
      (canBeHadAgain) => {
        this.#made = undefined;
        if (canBeHadAgain === true) this.#again = again; // else what it was made from is not kept
      },
      () => {}, // the first call says so
    );
    this.#server.references.add(this, target.id);
  }

  /**
   * Calls a method of the object, in the server.
   * @param args They are copied to the server; proxies in them stand for the objects themselves there.
   * @returns A copy of what the method returns, or resolves to.
   * @throws What the method throws, with its class, message and fields, and the trace in the server as its cause;
   * RemoteError for a method that is not exposed, or what it returns that cannot travel; OSError or EOFError when the server
   * is gone.
   */
  async _callmethod(method: string, args: readonly unknown[] = [], options: CallOptions = {}): Promise<unknown> {
    this.#checkUsable();
    const endWait = options.waits === true ? beginWait(`${this.#target.typeid}.${method}`, () => this.#name) : null;
    try {
      const answer = this.#call(method, args, options);
      if (this.#made !== undefined) await this.#whenMade(answer);
      return await answer;
    } catch (error) {
      throw withStackFromHere(error);
    } finally {
      endWait?.();
    }
  }

  async #call(method: string, args: readonly unknown[], { signal }: CallOptions): Promise<unknown> {
    const { link } = this.#server;
    try {
      return await link.call(this.#target.id, method, args, signal);
    } catch (error) {
      if (!(error instanceof MissingObject) || this.#again === undefined) throw error;
      await this.#again();
      return await link.call(this.#target.id, method, args, signal);
    }
  }

  /** A copy of the object itself. */
  _getvalue(): Promise<unknown> {
    return this._callmethod(VALUE);
  }

  /** The object's text: Python's `str(proxy)`. */
  async _str(): Promise<string> {
    return (await this._callmethod(TEXT)) as string;
  }

  /** Of the proxy; for that of the object, which the server has to be asked for, there is `_str()`. */
  toString(): string {
    const { typeid, id } = this.#target;
    return `<${this.constructor.name} object, typeid '${typeid}' at 0x${id.toString(16)}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  /**
   * This proxy is not used any more. The server drops an object that no process has a proxy of, and that is not in another
   * object; without this, when the proxy is collected.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#released) return;
    await this.#made?.catch(() => {}); // who made it wants to know, not who lets it go
    this.#released = true;
    this.#server.references.release(this, this.#target.id);
  }

  /** @internal */
  get [proxyState](): number | undefined {
    return this.#target.state;
  }

  /** @internal The object itself, if it is in this process. */
  [referentHere](): object | undefined {
    return this.#server.referentHere(this.#target.id);
  }

  /** @internal Rejects when the object could not be made. */
  async [whenMade](): Promise<void> {
    try {
      await this.#made;
    } catch (error) {
      throw withStackFromHere(error);
    }
  }

  /** @internal */
  [asProxy](): ProxyContent {
    this.#checkUsable();
    const { id, typeid, name, exposed, state } = this.#target;
    const { address, name: server, ownKey, keeper } = this.#server;
    keeper.sent(id);
    const content = { kind: kindOf(this), address, server, id, typeid, name, exposed, state };
    return ownKey === null || isLeaving() ? content : { ...content, key: Buffer.from(ownKey).toString('base64') };
  }

  /** Without the object no call of it is understood: why there is none, says more. */
  async #whenMade(answer: Promise<unknown>): Promise<void> {
    answer.catch(() => {});
    await this.#made;
  }

  get #name(): string {
    return this.#target.name ?? this.#target.typeid;
  }

  #checkUsable(): void {
    if (this.#released) throw new ValueError(`${this.toString()} has been released`);
  }
}

type ProxyClass = new (target: ProxyTarget) => BaseProxy;

const classes = new Map<string, ProxyClass>();

/** Makes a class of the library's known by which the proxies of a kind are made where they arrive. */
export function registerProxy(kind: string, proxyClass: ProxyClass): void {
  proxyPrototypes.push(proxyClass.prototype as object);
  classes.set(kind, proxyClass);
}

/** Of the library's class that it is of, or derived from. */
function kindOf(proxy: BaseProxy): string {
  let found = BASE;
  for (const [kind, proxyClass] of classes) if (proxy instanceof proxyClass && kind !== BASE) found = kind;
  return found;
}

const BASE = 'BaseProxy';
registerProxy(BASE, BaseProxy);

setProxyRestorer(({ kind, key, address, server: name, ...target }) => {
  const proxyClass = classes.get(kind);
  if (proxyClass === undefined) throw new ValueError(`there are no proxies of kind ${kind}`);
  const server = serverAt(address, name);
  if (key !== undefined) server.setKey(Buffer.from(key, 'base64'));
  server.keeper.arrived(target.id);
  return new proxyClass({ ...target, server });
});

/** Of an error from the server: where it was raised there is in its cause. */
function withStackFromHere(error: unknown): unknown {
  if (!(error instanceof Error) || Object.isFrozen(error)) return error;
  Error.captureStackTrace(error);
  error.stack = withoutOurFrames(error.stack ?? '');
  return error;
}
