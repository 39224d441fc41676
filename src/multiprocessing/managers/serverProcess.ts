/** The server process of a manager, as the one sees it that starts it. */
import { dirname } from 'node:path';
import { inspect } from 'node:util';
import { currentProcess } from '../currentProcess.ts';
import { assert, RuntimeError } from '../errors.ts';
import { Finalize } from '../finalize.ts';
import { Listener } from '../listener.ts';
import { checkOptions } from '../options.ts';
import { Process } from '../process.ts';
import { unpackError } from '../remoteError.ts';
import { arbitraryAddress, type Address } from '../socketAddress.ts';
import { within } from '../timeouts.ts';
import { serveManager, type ServerPlan, type ServerStart } from './managerProcess.ts';
import type { AnyFunction, Registry } from './registry.ts';
import { serverAt, type KnownServer } from './servers.ts';
import { syncTypes } from './syncTypes.ts';

export interface StartOptions {
  /** Called in the server before it serves: a function at the top level of a module. */
  readonly initializer?: AnyFunction | null | undefined;
  readonly initargs?: readonly unknown[] | undefined;
}

const known = ['initializer', 'initargs'];

function checkedOptions(options: StartOptions): { initializer: AnyFunction | null; initargs: readonly unknown[] } {
  checkOptions('start()', options, known, '{ initializer, initargs }');
  const { initializer = null, initargs = [] } = options;
  if (initializer !== null && typeof initializer !== 'function') throw new TypeError('initializer must be a callable');
  if (!Array.isArray(initargs)) throw new TypeError(`initargs must be an array, not ${inspect(initargs)}`);
  return { initializer, initargs };
}

/** How long a server may take to end before it is made to, as in Python. */
const ENDS_WITHIN_S = 1;

export class ServerProcess {
  readonly #className: string;
  readonly #authkey: Uint8Array;
  #process: Process | null = null;
  #atExit: Finalize | null = null;

  constructor(className: string, authkey: Uint8Array) {
    this.#className = className;
    this.#authkey = authkey;
  }

  /** @returns Where it listens. @throws Why it does not. */
  async start(types: Registry, chosen: Address | null, options: StartOptions): Promise<Address> {
    const { initializer, initargs } = checkedOptions(options);
    assert(!currentProcess().daemon, 'daemonic processes are not allowed to have children');
    await using starter = new Listener(null, { authkey: this.#authkey });
    const address = chosen ?? arbitraryAddress();
    const folder = chosen === null && process.platform !== 'win32' ? dirname(String(address)) : null;
    const plan = { ...splitTypes(types), address, folder, starter: starter.address, initializer, initargs };
    const server = this.#startProcess(plan);
    const start = await heard(starter, server);
    if ('error' in start) {
      await server.join();
      throw await unpackError(start.error, server.name);
    }
    this.#atExit = new Finalize(null, () => this.#endNow(start.address), { exitpriority: 0 });
    return start.address;
  }

  /** Asks it to end, and sees to it that it does. */
  async end(known: KnownServer | null): Promise<void> {
    this.#atExit?.cancel();
    const server = this.#process;
    if (server === null) return;
    if (server.isAlive()) await askToEnd(known);
    await server.join(ENDS_WITHIN_S);
    if (server.isAlive()) server.kill();
    await server.join();
    known?.link.close(); // its end may not have been heard of
  }

  /** One that could not be reached would wait for its starter, and that for it at its own end. */
  kill(): void {
    if (this.#process?.isAlive()) this.#process.kill();
  }

  async join(timeout: number | null): Promise<void> {
    await this.#process?.join(timeout);
  }

  #startProcess(plan: ServerPlan): Process {
    const server = new Process({ target: serveManager, args: [plan], daemon: false }) as unknown as Process;
    server.name = server.name.replace(/^\w+(?=-)/, this.#className);
    server.authkey = this.#authkey;
    server.start();
    this.#process = server;
    return server;
  }

  /** At the end of this process, where no event comes any more. */
  #endNow(address: Address): void {
    const server = this.#process;
    if (server === null || !server.isAlive()) return;
    serverAt(address).link.shutdownNow();
    if (!server.waitSync(ENDS_WITHIN_S * 1000)) server.kill();
  }
}

/** One that computes does not answer; one that has ended by itself cannot be reached. */
async function askToEnd(known: KnownServer | null): Promise<void> {
  const heard = known?.link.shutdown() ?? Promise.resolve();
  heard.catch(() => {}); // also when it comes late
  await within(heard, ENDS_WITHIN_S).catch(() => {});
}

async function heard(starter: Listener, server: Process): Promise<ServerStart> {
  const told = starter.accept<ServerStart>().then((connection) => connection.recv());
  told.catch(() => {}); // the listener is closed when the process has ended
  const ended = (server.ended ?? Promise.resolve()).then((): never => {
    throw new RuntimeError(
      `the server process of the manager has ended with exit code ${server.exitcode} before it listened` +
        (server.error === null ? '' : `: ${server.error.name}: ${server.error.message}`),
    );
  });
  return Promise.race([told, ended]);
}

/** What every child has need not be sent. */
function splitTypes(types: Registry): Pick<ServerPlan, 'registry' | 'hasSyncTypes'> {
  const own = Object.entries(types).filter(([typeid, type]) => (syncTypes as Registry)[typeid] !== type);
  return { registry: Object.fromEntries(own), hasSyncTypes: own.length < Object.keys(types).length };
}
