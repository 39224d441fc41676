/** The processes that run the tasks of a Pool. */
import type { Socket } from 'node:net';
import { endNow, endWell } from '../childEnd.ts';
import type { ChildPopen } from '../childPopen.ts';
import { addLibraryTargets } from '../libraryTargets.ts';
import { createPopen } from '../popen.ts';
import { Process } from '../process.ts';
import { POOL_FD } from './poolConnection.ts';
import { failInitializer, serveTasks } from './serveTasks.ts';

export interface WorkerOptions {
  readonly initializer: ((...args: readonly unknown[]) => unknown) | null;
  readonly initargs: readonly unknown[];
  readonly daemon: boolean;
  readonly maxtasksperchild: number | null;
  /** Of Node, besides those of the program. */
  readonly nodeOptions: readonly string[];
}

/** Not in a field, which would travel. */
const popens = new WeakMap<PoolWorker, ChildPopen>();

/** Its target is the initializer. */
export class PoolWorker extends Process {
  readonly maxtasksperchild: number | null;
  readonly #nodeOptions: readonly string[];

  constructor({ initializer, initargs, daemon, maxtasksperchild, nodeOptions }: WorkerOptions) {
    super({ target: initializer, args: initargs, daemon });
    this.#nodeOptions = nodeOptions;
    this.maxtasksperchild = maxtasksperchild;
  }

  override async run(): Promise<void> {
    process.on('SIGINT', () => {}); // Ctrl-C is for the one who has the pool, and ends its workers
    try {
      await super.run();
    } catch (error) {
      failInitializer(POOL_FD, error);
      return endNow(1);
    }
    endWell(); // from now on, no event loop that is empty says that the target hangs
    await serveTasks(POOL_FD, this.maxtasksperchild);
    return endNow();
  }

  /** @internal Starts it. @returns The pool's end of the socket between the two. */
  startWithSocket(): Socket {
    this.start();
    return popens.get(this)?.child.stdio[POOL_FD] as Socket;
  }

  /** @internal The name of the signal that has ended it. */
  get endSignal(): string | null {
    return popens.get(this)?.signal ?? null;
  }

  /** @internal */
  override [createPopen](): ChildPopen {
    const popen = super[createPopen](1, this.#nodeOptions) as ChildPopen;
    popens.set(this, popen);
    return popen;
  }
}

/** A worker of a Pool of the spawn context. */
export class SpawnPoolWorker extends PoolWorker {}

addLibraryTargets({ PoolWorker: () => PoolWorker, SpawnPoolWorker: () => SpawnPoolWorker });
