import type { Socket } from 'node:net';
import type { Connection } from './connection.ts';
import { OSError } from './errors.ts';
import { holdLoop, releaseLoop } from './hubClient/loopHold.ts';
import { checkOptions } from './options.ts';
import { throwIfAborted, type SignalOption } from './signalOption.ts';
import { addressText, checkAddress, nodeAddress, type Address } from './socketAddress.ts';
import { SocketChannel } from './socketChannel.ts';
import { SocketConnection } from './socketConnection.ts';
import { answerListener, checkKey } from './socketHandshake.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

export interface ClientOptions extends SignalOption {
  /** The listener's; null (the default) when it has none. */
  readonly authkey?: Uint8Array | null | undefined;
}

/**
 * Connects to a Listener.
 * @throws OSError, whose `code` says why nobody could be reached; AuthenticationError when the listener has another key.
 */
export async function Client<T = unknown>(address: Address, options: ClientOptions = {}): Promise<Connection<T>> {
  return new SocketConnection<T>(await connectChannel(address, options));
}

const known = ['authkey', 'signal'];

/** The same, for what carries the connection. */
export async function connectChannel(address: Address, options: ClientOptions = {}): Promise<SocketChannel> {
  checkOptions('Client()', options, known, '{ authkey }');
  const { authkey = null, signal } = options;
  checkAddress(address);
  checkKey(authkey);
  throwIfAborted(signal);
  holdLoop();
  try {
    const channel = new SocketChannel(await connected(address, signal), addressText(address));
    await answerListener(channel, authkey).catch((error: unknown) => {
      channel.close();
      throw error;
    });
    return channel;
  } finally {
    releaseLoop();
  }
}

/** From when on a silent host is asked whether it is still there. */
const KEEP_ALIVE_MS = 15_000;

/**
 * How long a Unix socket's backlog may be full, and how often that is tried. Where a blocking connect waits, the system
 * says EAGAIN to Node at once; and a Listener's backlog is 1, as in Python.
 */
const FULL_MS = 30_000;
const FIRST_RETRY_MS = 1;
const LAST_RETRY_MS = 50;

async function connected(address: Address, signal: AbortSignal | undefined): Promise<Socket> {
  const until = sharedClock() + FULL_MS;
  for (let delay = FIRST_RETRY_MS; ; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
    try {
      return await connectedOnce(address, signal);
    } catch (error) {
      if ((error as OSError).code !== 'EAGAIN' || sharedClock() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, delay));
    signal?.throwIfAborted();
  }
}

function connectedOnce(address: Address, signal: AbortSignal | undefined): Promise<Socket> {
  const { connect } = process.getBuiltinModule('node:net');
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...nodeAddress(address),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_MS,
    });
    const abort = (): void => void socket.destroy(signal?.reason as Error);
    signal?.addEventListener('abort', abort);
    const settled = (): void => signal?.removeEventListener('abort', abort);
    socket.once('error', (cause) => {
      settled();
      reject(signal?.aborted === true ? (signal.reason as Error) : unreachable(address, cause));
    });
    socket.once('connect', () => {
      settled();
      resolve(socket);
    });
  });
}

function unreachable(address: Address, cause: NodeJS.ErrnoException): OSError {
  const { code } = cause;
  const why = code === 'EAGAIN' ? `its backlog is full, and for ${FULL_MS / 1000} s nobody was accepted (EAGAIN)` : '';
  const message = `cannot connect to ${addressText(address)}: ${why || cause.message || code}`;
  return new OSError(message, { cause, ...(code === undefined ? {} : { code }) });
}
