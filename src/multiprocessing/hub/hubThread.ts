/** The hub's thread, in the root process: so that a root that computes does not stall the others. */
import { availableParallelism } from 'node:os';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Attention } from './attention.ts';
import { afterTurns, Hub, type Unread } from './hub.ts';
import { hubServer } from './hubServer.ts';
import { removeStaleFolders } from './staleFolders.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';

export interface HubThreadData {
  /** Of a Unix socket, or a named pipe. */
  readonly address: string;
  readonly key: Uint8Array;
  readonly version: string;
  /** The descriptors of those that the processes share. */
  readonly offsets: readonly number[];
}

export type HubThreadMessage =
  | { readonly type: 'listening' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'log'; readonly message: string };

/** Asked by a program that ends and can wait for no event: answered by the port, and then by the flag. */
export interface HubThreadQuestion {
  readonly port: MessagePort;
  readonly answered: Int32Array<SharedArrayBuffer>;
}

const { address, key, version, offsets } = workerData as HubThreadData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
const tell = (message: HubThreadMessage): void => parentPort?.postMessage(message);

const hub = new Hub(offsets);
const attention = new Attention(sharedClock, (then) => setImmediate(then));
// With one core, to stay awake would keep those from it who are to call next
const called = availableParallelism() > 1 ? (peer: object) => attention.heard(peer) : () => {};
const server = hubServer({ hub, key, version, called, log: (message) => tell({ type: 'log', message }) });
server.on('error', ({ message }) => tell({ type: 'failed', message }));
server.listen(address, () => {
  tell({ type: 'listening' });
  // What cannot be looked at is left
  if (process.platform !== 'win32') removeStaleFolders(address).catch(() => {});
});

parentPort?.on('message', ({ port, answered }: HubThreadQuestion) => {
  afterTurns(() => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above
    port.postMessage(hub.unread satisfies readonly Unread[]);
    Atomics.store(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
});
