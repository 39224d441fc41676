/** The process of a manager's server. */
import { existsSync, rmSync } from 'node:fs';
import { Client, connectChannel } from '../client.ts';
import { currentProcess, parentProcess } from '../currentProcess.ts';
import { packError, type Failure } from '../remoteError.ts';
import type { Address } from '../socketAddress.ts';
import type { AnyFunction, Registry } from './registry.ts';
import { Server } from './server.ts';
import { syncTypes } from './syncTypes.ts';

/** What the process is told. Its authkey is the manager's. */
export interface ServerPlan {
  /** Without the types that each SyncManager has. */
  readonly registry: Registry;
  readonly hasSyncTypes: boolean;
  readonly address: Address;
  /** The starter's, with the socket in it: removed when the starter was killed. */
  readonly folder: string | null;
  /** Where its starter waits for a `ServerStart`. */
  readonly starter: Address;
  readonly initializer: AnyFunction | null;
  readonly initargs: readonly unknown[];
}

/** Where it listens, or why not. */
export type ServerStart = { readonly address: Address } | { readonly error: Failure };

/** The target of the process. */
export async function serveManager(plan: ServerPlan): Promise<void> {
  process.on('SIGINT', () => {}); // Ctrl-C is for the program, which ends this process when it ends
  const { authkey } = currentProcess();
  await using starter = await Client<ServerStart>(plan.starter, { authkey });
  const server = await startServer(plan, authkey).catch(async (error: unknown) => {
    await starter.send({ error: packError(error) });
    return null;
  });
  if (server === null) return;
  void endWithStarter(plan.folder);
  await starter.send({ address: server.address });
  starter.close();
  await server.serveForever();
  process.exit(0); // whatever the objects have begun
}

/** A starter that ends of itself has ended this process before. */
async function endWithStarter(folder: string | null): Promise<void> {
  await parentProcess()?.join();
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

async function startServer(plan: ServerPlan, authkey: Uint8Array): Promise<Server> {
  const { initializer, initargs, address } = plan;
  if (initializer !== null) await (initializer as (...args: readonly unknown[]) => unknown)(...initargs);
  await removeStale(address);
  const registry = plan.hasSyncTypes ? { ...syncTypes, ...plan.registry } : plan.registry;
  return new Server({ registry, address, authkey });
}

/** A server that was killed leaves the file of its socket behind, at which nobody listens. */
async function removeStale(address: Address): Promise<void> {
  if (typeof address !== 'string' || process.platform === 'win32' || !existsSync(address)) return;
  try {
    (await connectChannel(address)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED') rmSync(address);
  }
}
