import { setTimeout as sleep } from 'node:timers/promises';
import type { MonitorAddress } from '../monitor/address.ts';
import { MonitorServer } from '../monitor/server.ts';
import { newAddress } from './lastingAddress.ts';
import type { Logger } from './log.ts';

/** After a reload, the extension host of before may still be about to end. */
const LEAVE_MS = 8000;
const RETRY_MS = 100;

export interface LastingServerOptions {
  readonly address: MonitorAddress;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Milliseconds until another server at the address is taken for that of another window. */
  readonly leaveMs?: number;
}

/**
 * Listens at the workspace's address as soon as nobody else does; when another window has the same workspace open (in a
 * browser that is possible), at an address of its own.
 * @throws Error when it cannot listen at all, or the signal is aborted.
 */
export async function lastingServer({ address, log, signal, leaveMs = LEAVE_MS }: LastingServerOptions) {
  const deadline = Date.now() + leaveMs;
  for (;;) {
    try {
      return await MonitorServer.listen({ log, at: address });
    } catch (error) {
      if (signal.aborted) throw error;
      if (Date.now() >= deadline) {
        log.warn(`${String(error)}; new terminals get another address`);
        break;
      }
    }
    await sleep(RETRY_MS, undefined, { signal });
  }
  return MonitorServer.listen({ log, at: newAddress() });
}
