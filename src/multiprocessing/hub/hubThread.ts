/** The hub's thread, in the root process: so that a root that computes does not stall the others. */
import { parentPort, workerData } from 'node:worker_threads';
import { Hub } from './hub.ts';
import { hubServer } from './hubServer.ts';

export interface HubThreadData {
  /** Of a Unix socket, or a named pipe. */
  readonly address: string;
  readonly key: Uint8Array;
  readonly version: string;
}

export type HubThreadMessage =
  | { readonly type: 'listening' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'log'; readonly message: string };

const { address, key, version } = workerData as HubThreadData;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
const tell = (message: HubThreadMessage): void => parentPort?.postMessage(message);

const server = hubServer({ hub: new Hub(), key, version, log: (message) => tell({ type: 'log', message }) });
server.on('error', ({ message }) => tell({ type: 'failed', message }));
server.listen(address, () => tell({ type: 'listening' }));
