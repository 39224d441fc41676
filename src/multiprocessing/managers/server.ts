/** A manager's server: it has the objects, and does with them what clients say. */
import { inspect } from 'node:util';
import { deferred } from '../../base/deferred.ts';
import { OSError, RemoteError, ValueError } from '../errors.ts';
import { Listener } from '../listener.ts';
import { debug } from '../logging.ts';
import { newObjectId } from '../objectId.ts';
import type { Address } from '../socketAddress.ts';
import type { SocketConnection } from '../socketConnection.ts';
import { AutoProxy } from './autoProxy.ts';
import type { BaseProxy, ProxyTarget } from './baseProxy.ts';
import { Request, TEXT, VALUE } from './frames.ts';
import type { LocalServer } from './references.ts';
import { MissingObject } from './missingObject.ts';
import { ObjectReports } from './objectReports.ts';
import {
  isAccessor,
  makeObject,
  publicMethods,
  registeredType,
  type RegisteredType,
  type Registry,
} from './registry.ts';
import { Residents, type Resident } from './residents.ts';
import { callerLeft, duringCall, type CallerAware, type ServerCall } from './serverCall.ts';
import { serverAt, type KnownServer } from './servers.ts';
import { Session, type Service } from './session.ts';

export interface ServerOptions {
  readonly registry: Registry;
  readonly address: Address;
  readonly authkey: Uint8Array;
}

const COMES_BACK_WITHIN_MS = 30_000;

/** A server in this process: `manager.getServer()`. */
export class Server implements AsyncDisposable {
  readonly #registry: Registry;
  readonly #listener: Listener;
  readonly #residents = new Residents();
  readonly #sessions = new Set<Session>();
  readonly #ended = deferred<void>();
  readonly #known: KnownServer;
  readonly #name = `server-${newObjectId().toString(36)}`;
  readonly #reports = new ObjectReports(this.#residents, this.#name);

  /** Listens at once. @throws OSError when one cannot listen there. */
  constructor({ registry, address, authkey }: ServerOptions) {
    this.#registry = registry;
    this.#listener = new Listener(address, { authkey, backlog: 128 });
    this.#known = serverAt(this.#listener.address);
    this.#known.setKey(authkey);
    this.#known.setHere(this.#keeper(), this.#name);
  }

  get address(): string | [host: string, port: number] {
    return this.#listener.address;
  }

  /** Serves clients until the server is closed, or a client shuts it down. */
  async serveForever(): Promise<void> {
    void this.#accept();
    await this.#ended.promise;
  }

  /** Ends it: the connections of clients are closed. */
  async close(): Promise<void> {
    this.#ended.resolve();
    this.#reports.end();
    await this.#listener.close();
    for (const session of this.#sessions) session.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #accept(): Promise<void> {
    for (;;) {
      try {
        const connection = (await this.#listener.accept()) as unknown as SocketConnection;
        this.#sessions.add(new Session(connection, this.#service));
      } catch (error) {
        if (error instanceof OSError) return this.#ended.resolve(); // closed
        debug(`a client was refused: ${String(error)}`); // it knows itself
      }
    }
  }

  readonly #service: Service = {
    name: this.#name,
    call: (call, object, method, args) => this.#call(call, object, method, args),
    create: (session, object, typeid, args) => this.#create(session, object, typeid, args),
    note: (session, op, object) => this.#note(session, op, object),
    named: (object, name) => this.#named(object, name),
    changed: () => this.#reports.changed(),
    count: () => this.#residents.size,
    shutdown: () => void this.close(),
    left: (session) => this.#left(session),
  };

  #call(call: ServerCall, object: number, method: string, args: readonly unknown[]): unknown {
    const resident = this.#residents.get(object);
    if (resident === undefined)
      return this.#residents.whenThere(object).then(() => this.#callThere(call, object, method, args));
    if (resident.made !== null) return resident.made.then(() => this.#callThere(call, object, method, args));
    return this.#callResident(call, resident, method, args);
  }

  #callThere(call: ServerCall, object: number, method: string, args: readonly unknown[]): unknown {
    const resident = this.#residents.get(object);
    if (resident === undefined) throw new MissingObject(method, false);
    return this.#callResident(call, resident, method, args);
  }

  #callResident(call: ServerCall, resident: Resident, method: string, args: readonly unknown[]): unknown {
    const { referent, exposed, type } = resident;
    if (method === VALUE) return referent.valueOf();
    if (method === TEXT) return textOf(referent);
    if (!exposed.has(method)) throw notExposed(resident, method);
    const callable = (referent as Record<string, (...args: readonly unknown[]) => unknown>)[method];
    const result = duringCall(call, () => callable?.apply(referent, args as unknown[]));
    const resultType = type.methodToTypeid[method];
    return resultType === undefined ? result : Promise.resolve(result).then((made) => this.#proxyOf(made, resultType));
  }

  /** @returns Whether it can be had again from another server, or a promise of that. */
  #create(session: Session, id: number, typeid: string, args: readonly unknown[]): unknown {
    const type = registeredType(this.#registry, typeid);
    const existing = this.#residents.get(id);
    if (existing !== undefined) return this.#joinExisting(existing, type, session);
    const made = makeObject(type, typeid, args);
    const resident = this.#residents.add(id, typeid, type, session);
    if (!(made instanceof Promise)) return this.#settle(resident, id, made);
    const settled = made.then((object: unknown) => this.#settle(resident, id, object));
    resident.made = settled.catch(() => {}); // those who call it meanwhile are told that there is none
    settled.catch(() => this.#residents.remove(id));
    return settled;
  }

  /** Several proxies of one object may ask for it again, from a server that has been started anew. */
  #joinExisting(existing: Resident, type: RegisteredType, session: Session): boolean {
    if (existing.type !== type || !isAccessor(type)) throw new ValueError('there is an object of that number already');
    existing.holders.add(session);
    return true;
  }

  #settle(resident: Resident, id: number, object: unknown): boolean {
    resident.made = null;
    if ((typeof object !== 'object' || object === null) && typeof object !== 'function') {
      this.#residents.remove(id);
      throw new TypeError(`'${resident.typeid}' gave no object, but ${inspect(object)}`);
    }
    resident.referent = object;
    const exposed = resident.type.exposed ?? publicMethods(resident.referent);
    resident.exposed = new Set(exposed);
    return isAccessor(resident.type);
  }

  /** For what stays in the server; the proxy lives as long as it takes to send it. */
  #proxyOf(object: unknown, typeid: string): BaseProxy {
    const id = newObjectId();
    const type = registeredType(this.#registry, typeid);
    const resident = this.#residents.add(id, typeid, type, null);
    this.#settle(resident, id, object);
    const exposed = [...resident.exposed];
    const proxyClass = (type.proxytype ?? AutoProxy) as new (target: ProxyTarget) => BaseProxy;
    return new proxyClass({ server: this.#known, id, typeid, name: null, exposed });
  }

  #note(session: Session, op: number, object: number): void {
    if (op === Request.sent) this.#residents.sent(object);
    else if (op === Request.arrived) this.#residents.arrived(object, session);
    else if (op === Request.hold) this.#residents.hold(object, session);
    else if (op === Request.drop) this.#residents.drop(object, session);
    else throw new OSError(`clients do not say ${op}`);
  }

  #named(object: number, name: string): void {
    const resident = this.#residents.get(object);
    if (resident !== undefined) resident.name = name;
  }

  #left(session: Session): void {
    this.#reports.changed();
    this.#sessions.delete(session);
    for (const referent of this.#residents.referents()) (referent as Partial<CallerAware>)[callerLeft]?.(session);
    // Over a network, a connection may end and its client not: it comes back, and says what it has proxies of
    const forget = (): void => {
      this.#residents.left(session);
      this.#reports.changed();
    };
    if (typeof this.address === 'string') forget();
    else setTimeout(forget, COMES_BACK_WITHIN_MS).unref();
  }

  /** For proxies in the server's own objects. */
  #keeper(): LocalServer {
    return {
      referent: (object) => this.#residents.get(object)?.referent,
      sent: (object) => this.#residents.sent(object),
      arrived: (object) => this.#residents.arrived(object, this),
      dropped: (object) => this.#residents.drop(object, this),
    };
  }
}

function notExposed({ typeid, exposed }: Resident, method: string): RemoteError {
  return new RemoteError(`method '${method}' of '${typeid}' is not exposed; what is: ${[...exposed].join(', ')}`);
}

/** As the object shows itself; as Node shows it, where it does not. */
function textOf(referent: object): string {
  const { toString } = referent as { toString?: () => string };
  if (toString === undefined || toString === Object.prototype.toString) return inspect(referent.valueOf());
  return toString.call(referent);
}
