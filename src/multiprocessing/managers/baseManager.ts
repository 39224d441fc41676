/**
 * Managers: a server process that has objects, which other processes reach by proxies.
 * https://docs.python.org/3/library/multiprocessing.html#managers
 */
import { inspect } from 'node:util';
import { currentProcess } from '../currentProcess.ts';
import { assert, ProcessError, ValueError } from '../errors.ts';
import { newObjectId } from '../objectId.ts';
import { objectName } from '../objectName.ts';
import { checkOptions } from '../options.ts';
import { staysHere } from '../hiddenState.ts';
import { arbitraryAddress, checkAddress, type Address } from '../socketAddress.ts';
import { checkKey } from '../socketHandshake.ts';
import { AutoProxy } from './autoProxy.ts';
import { whenMade, type BaseProxy, type ProxyTarget } from './baseProxy.ts';
import { isClass, publicMethods, registeredType, type AnyClass, type AnyFunction, type RegisteredType, type Registry } from './registry.ts'; // prettier-ignore
import type { RegisterOptions, WithType } from './registeredTypes.ts';
import { Server } from './server.ts';
import { ServerProcess, type StartOptions } from './serverProcess.ts';
import { serverAt, type KnownServer } from './servers.ts';

export interface ManagerOptions {
  /** Where the server is, or is to be; default: a Unix socket (a named pipe on Windows) of this process's own. */
  readonly address?: Address | null | undefined;
  /** What server and clients must have in common; default: that of this process, which its children have too. */
  readonly authkey?: Uint8Array | null | undefined;
}

type State = 'initial' | 'started' | 'shutdown';

/** A manager with the types that are registered with it. Derive a class, and register those. */
export class BaseManager implements AsyncDisposable {
  /** @internal Of the class itself; those of the classes that it is derived from are found through it. */
  static types: Registry = {};

  readonly #authkey: Uint8Array;
  #address: Address | null;
  #state: State = 'initial';
  #process: ServerProcess | null = null;
  #server: KnownServer | null = null;

  /** @throws ValueError or TypeError for what is no address or no key. */
  constructor(options: ManagerOptions = {}) {
    checkOptions('a manager', options, ['address', 'authkey'], '{ address, authkey }');
    const { address = null, authkey = null } = options;
    if (address !== null) checkAddress(address);
    checkKey(authkey);
    this.#address = address;
    this.#authkey = authkey ?? currentProcess().authkey;
  }

  /**
   * Makes a type known to the class, and gives it a method of that name that makes an object in the server and returns the
   * proxy for it.
   * @param typeid The name.
   * @param callable A class, or a function that gives the object: at the top level of a module, if the manager is started.
   * Without one, the server that one connects to knows it.
   * @returns This class, as a type with the method.
   */
  static register<
    M extends typeof BaseManager,
    N extends string,
    C extends AnyFunction | AnyClass,
    P extends AnyClass | null = null,
  >(this: M, typeid: N, callable: C | null = null, options: RegisterOptions<P> = {}): WithType<M, N, C, P> {
    this.types = { ...this.types, [typeid]: checkedType(typeid, callable, options) };
    if (options.createMethod !== false)
      Object.defineProperty(this.prototype, typeid, {
        configurable: true,
        writable: true,
        value(this: BaseManager, ...args: unknown[]) {
          return this.make(typeid, args);
        },
      });
    return this as unknown as WithType<M, N, C, P>;
  }

  /**
   * Starts the server process, and waits until it listens.
   * @returns This manager: `await using manager = await new MyManager().start()`.
   * @throws ProcessError when it has been started or shut down before; PicklingError when a registered class or function
   * cannot be found in another process; whatever the initializer throws; OSError when one cannot listen at the address.
   */
  async start(options: StartOptions = {}): Promise<this> {
    this.#checkInitial();
    const { types } = this.constructor as typeof BaseManager;
    this.#state = 'started';
    try {
      this.#process = new ServerProcess(this.constructor.name, this.#authkey);
      this.#address = await this.#process.start(types, this.#address, options);
      await this.#connect(this.#address);
    } catch (error) {
      this.#process?.kill();
      this.#state = 'initial';
      throw error;
    }
    return this;
  }

  /** Connects to a server that another process has started. @throws OSError, or AuthenticationError for another key. */
  async connect(): Promise<this> {
    assert(this.#address !== null, 'connect() needs the address of the server: new BaseManager({ address })');
    await this.#connect(this.#address);
    this.#state = 'started';
    return this;
  }

  /** A server for this process: `await server.serveForever()`. @throws OSError when one cannot listen at the address. */
  getServer(): Server {
    this.#checkInitial();
    const { types } = this.constructor as typeof BaseManager;
    const server = new Server({
      registry: types,
      address: this.#address ?? arbitraryAddress(),
      authkey: this.#authkey,
    });
    this.#address = server.address;
    return server;
  }

  /** Ends the server process, if this manager has started it; may be repeated. */
  async shutdown(): Promise<void> {
    if (this.#state !== 'started') return;
    this.#state = 'shutdown';
    if (this.#process !== null) await this.#process.end(this.#server);
    else this.#server?.link.close();
  }

  /** Waits for the end of the server process. @param timeout In seconds; null (the default): for ever. */
  async join(timeout: number | null = null): Promise<void> {
    assert(this.#process !== null, 'server not yet started');
    await this.#process.join(timeout);
  }

  /** null when it was left to the library and the manager has not been started. */
  get address(): Address | null {
    return this.#address;
  }

  /**
   * Makes an object of a registered type: as the method of that name, but waits until it is there.
   * @throws What the class or function throws.
   */
  async create(typeid: string, ...args: readonly unknown[]): Promise<BaseProxy> {
    const proxy = this.make(typeid, args);
    await proxy[whenMade]();
    return proxy;
  }

  /** How many objects the server has. */
  async numberOfObjects(): Promise<number> {
    return this.#started().link.count();
  }

  /** @internal */
  get [staysHere](): string {
    return 'a manager (its proxies can be sent, and another process can connect() to its address)';
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  toString(): string {
    return `<${this.constructor.name} ${this.#state}>`;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  /** @internal */
  protected make(typeid: string, args: readonly unknown[], state?: number): BaseProxy {
    const server = this.#started();
    const type = registeredType((this.constructor as typeof BaseManager).types, typeid);
    const id = newObjectId();
    const again = (): Promise<unknown> => server.link.create(id, typeid, args);
    const made = again();
    const name = objectName();
    if (name !== null) server.link.named(id, name);
    const proxyClass = (type.proxytype ?? AutoProxy) as new (target: ProxyTarget) => BaseProxy;
    return new proxyClass({ server, id, typeid, name, exposed: knownMethods(type), state, made, again });
  }

  async #connect(address: Address): Promise<void> {
    const server = serverAt(address);
    await server.connect(this.#authkey);
    this.#server = server;
  }

  #started(): KnownServer {
    assert(this.#state === 'started' && this.#server !== null, 'server not yet started');
    return this.#server;
  }

  #checkInitial(): void {
    if (this.#state === 'started') throw new ProcessError('Already started server');
    if (this.#state === 'shutdown') throw new ProcessError('Manager has shut down');
  }
}

const knownOfRegister = ['exposed', 'proxytype', 'methodToTypeid', 'createMethod'];

function checkedType(
  typeid: string,
  callable: AnyFunction | AnyClass | null,
  options: RegisterOptions,
): RegisteredType {
  if (typeof typeid !== 'string' || typeid === '') throw new TypeError(`a typeid is a name, not ${inspect(typeid)}`);
  if (typeid in BaseManager.prototype) throw new ValueError(`'${typeid}' is a method of every manager: choose another`);
  if (callable !== null && typeof callable !== 'function')
    throw new TypeError(`what is registered as '${typeid}' must be a class or a function, not ${inspect(callable)}`);
  checkOptions('register()', options, knownOfRegister, '{ exposed }');
  const { exposed = null, proxytype = null, methodToTypeid = {} } = options;
  return { callable, exposed, proxytype, methodToTypeid };
}

/** null: the server knows. */
function knownMethods({ callable, exposed }: RegisteredType): readonly string[] | null {
  if (exposed !== null) return exposed;
  return callable !== null && isClass(callable) ? publicMethods(callable.prototype as object) : null;
}
