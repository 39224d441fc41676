/**
 * Connections between any processes, of one program or of several.
 * https://docs.python.org/3/library/multiprocessing.html#listeners-and-clients
 */
import { rmSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { inspect } from 'node:util';
import { deferred, type Deferred } from '../base/deferred.ts';
import type { Connection } from './connection.ts';
import { OSError } from './errors.ts';
import { Finalize } from './finalize.ts';
import { holdLoop, releaseLoop } from './hubClient/loopHold.ts';
import { checkOptions } from './options.ts';
import {
  addressText,
  arbitraryAddress,
  cannotListen,
  checkAddress,
  checkPath,
  nodeAddress,
  type Address,
  type Family,
} from './socketAddress.ts';
import { NO_SIGNAL, signalOf, type SignalOption } from './signalOption.ts';
import { SocketChannel } from './socketChannel.ts';
import { SocketConnection } from './socketConnection.ts';
import { checkClient, checkKey } from './socketHandshake.ts';
import { beginWait } from './waits.ts';

export interface ListenerOptions {
  /** Of the address, when none is given. */
  readonly family?: Family | undefined;
  /** How many may wait to be connected. */
  readonly backlog?: number | undefined;
  /** What a client must have too; null (the default): anybody may connect who can reach the address. */
  readonly authkey?: Uint8Array | null | undefined;
}

const known = ['family', 'backlog', 'authkey'];

function checkedOptions(options: ListenerOptions): {
  family?: Family | undefined;
  backlog: number;
  authkey: Uint8Array | null;
} {
  checkOptions('a Listener', options, known, '{ authkey }');
  const { family, backlog = 1, authkey = null } = options;
  checkKey(authkey);
  if (!Number.isInteger(backlog)) throw new TypeError(`backlog must be an integer, not ${inspect(backlog)}`);
  return { family, backlog, authkey };
}

/** Who has connected: or why not. */
type Arrival = { readonly connection: SocketConnection; readonly from: Address } | { readonly error: Error };

/**
 * Accepts connections. Without an authkey, whoever can reach the address can: and may send values that make this process
 * import any module of the machine's, as in Python.
 */
export class Listener implements AsyncDisposable {
  readonly #server: Server;
  readonly #address: Address;
  readonly #authkey: Uint8Array | null;
  readonly #finalize: Finalize;
  /** Those that have not been accepted. */
  #arrivals: Arrival[] = [];
  readonly #acceptors = new Set<Deferred<Arrival>>();
  #lastAccepted: Address | null = null;
  #failure: OSError | null = null;

  /**
   * Listens at once.
   * @param address Default: the path of a Unix socket in this process's private folder (a named pipe on Windows).
   * @throws OSError when one cannot listen there; ValueError for what is no address; TypeError that names the option.
   */
  constructor(address: Address | null = null, options: ListenerOptions = {}) {
    const { family, backlog, authkey } = checkedOptions(options);
    const chosen = address ?? arbitraryAddress(family);
    checkAddress(chosen, family);
    if (typeof chosen === 'string') checkPath(chosen);
    this.#authkey = authkey;
    this.#address = chosen;
    this.#server = process.getBuiltinModule('node:net').createServer((socket) => void this.#connected(socket));
    this.#server.on('error', (cause: NodeJS.ErrnoException) => this.#fail(cause));
    const isNow = listen(this.#server, chosen, backlog);
    if (isNow && !this.#server.listening) throw cannotListen(chosen, ...likelyReason(chosen));
    this.#finalize = closeAtExit(this, this.#server, chosen);
  }

  /** Where it listens: of a port 0, the one that was found. */
  get address(): string | [host: string, port: number] {
    const actual = this.#server.address();
    if (actual !== null && typeof actual === 'object') return [actual.address, actual.port];
    return typeof this.#address === 'string' ? this.#address : [...this.#address];
  }

  /** Where the client is that was accepted last; '' at a Unix socket, which has no address. */
  get lastAccepted(): string | [host: string, port: number] | null {
    const last = this.#lastAccepted;
    return last === null || typeof last === 'string' ? last : [...last];
  }

  /**
   * Waits for a client. One that says nothing keeps no other waiting.
   * @throws AuthenticationError when a client has another authkey; the listener goes on. OSError when it is closed.
   */
  async accept<T = unknown>(options: SignalOption = NO_SIGNAL): Promise<Connection<T>> {
    const signal = signalOf('accept', options);
    signal?.throwIfAborted();
    if (!this.#finalize.stillActive()) throw new OSError('listener is closed');
    if (this.#failure !== null) throw this.#failure;
    const arrival = this.#arrivals.shift() ?? (await this.#nextArrival(signal));
    if ('error' in arrival) throw arrival.error;
    this.#lastAccepted = arrival.from;
    return arrival.connection as Connection<T>;
  }

  /** Listens no more; connections that were accepted go on. */
  close(): Promise<void> {
    this.#finalize.call();
    for (const arrival of this.#arrivals) if ('connection' in arrival) arrival.connection.close();
    this.#arrivals = [];
    for (const acceptor of this.#acceptors) acceptor.reject(new OSError('listener is closed'));
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #nextArrival(signal: AbortSignal | undefined): Promise<Arrival> {
    const next = deferred<Arrival>();
    const abort = (): void => next.reject(signal?.reason);
    signal?.addEventListener('abort', abort);
    const endWait = beginWait('Listener.accept', () => addressText(this.address));
    this.#acceptors.add(next);
    holdLoop();
    try {
      return await next.promise;
    } finally {
      releaseLoop();
      this.#acceptors.delete(next);
      endWait?.();
      signal?.removeEventListener('abort', abort);
    }
  }

  async #connected(socket: Socket): Promise<void> {
    socket.setNoDelay(true);
    const { remoteAddress: host, remotePort: port } = socket;
    const channel = new SocketChannel(socket, addressText(this.address));
    try {
      if (!(await checkClient(channel, this.#authkey))) return channel.close();
      const from: Address = host === undefined || port === undefined ? '' : [host, port];
      this.#arrived({ connection: new SocketConnection(channel), from });
    } catch (error) {
      channel.close();
      this.#arrived({ error: error as Error });
    }
  }

  #arrived(arrival: Arrival): void {
    const [acceptor] = this.#acceptors;
    if (acceptor === undefined) return void this.#arrivals.push(arrival);
    this.#acceptors.delete(acceptor);
    acceptor.resolve(arrival);
  }

  #fail(cause: NodeJS.ErrnoException): void {
    this.#failure = cannotListen(this.#address, cause.code ?? 'EIO', cause.message, cause);
    for (const acceptor of this.#acceptors) acceptor.reject(this.#failure);
  }
}

/** Node looks a host up first, even where it is a number; this is what it calls then. */
type ListenNow = (host: string, port: number, family: number, backlog: number) => void;

/** @returns Whether it listens now, or cannot: else that is known later. */
function listen(server: Server, address: Address, backlog: number): boolean {
  const where = nodeAddress(address);
  const family = 'path' in where ? 0 : process.getBuiltinModule('node:net').isIP(where.host);
  const listenNow = (server as { _listen2?: ListenNow })._listen2;
  const cluster = process.getBuiltinModule('node:cluster') as unknown as { isWorker: boolean }; // asks its primary
  const isNow = !cluster.isWorker && ('path' in where || (family !== 0 && listenNow !== undefined));
  if (isNow && !('path' in where)) listenNow?.call(server, where.host, where.port, family, backlog);
  else server.listen({ ...where, backlog });
  server.unref();
  return isNow;
}

/** Node says the reason when the constructor is over. */
function likelyReason(address: Address): [code: string, why: string] {
  const where = nodeAddress(address);
  if ('path' in where) return ['EACCES', 'this process may not make a socket there'];
  const own = Object.values(process.getBuiltinModule('node:os').networkInterfaces()).flat();
  const isOwn = ['0.0.0.0', '::'].includes(where.host) || own.some((known) => known?.address === where.host);
  if (!isOwn && !where.host.startsWith('127.')) return ['EADDRNOTAVAIL', 'the address is not one of this machine'];
  return where.port < 1024 && process.getuid?.() !== 0
    ? ['EACCES', 'ports below 1024 are not for everybody']
    : ['EADDRINUSE', 'the address is in use'];
}

function closeAtExit(listener: Listener, server: Server, address: Address): Finalize {
  const close = (): void => {
    server.close();
    if (typeof address === 'string' && process.platform !== 'win32') rmSync(address, { force: true });
  };
  return new Finalize(listener, close, { exitpriority: 0 });
}
