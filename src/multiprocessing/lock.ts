/**
 * Locks between processes.
 * https://docs.python.org/3/library/multiprocessing.html#synchronization-primitives
 */
import { currentProcess } from './currentProcess.ts';
import { asHandle, type HandleContent } from './handles.ts';
import { Permit, RecursivePermit, type PermitCalls, type PermitRules } from './permit.ts';
import type { ObjectOptions } from './objectOptions.ts';
import { registerShared, Restored, SharedHandle, type WaitOptions } from './sharedHandle.ts';

/** What a class of locks is in the hub, and in this process. */
export interface LockKind {
  readonly kind: string;
  readonly args: readonly unknown[];
  readonly permit: (calls: PermitCalls, knownValue: number | null) => Permit;
}

const EXCLUSIVE: PermitRules = { start: 1, bounded: true };

const LOCK: LockKind = {
  kind: 'Lock',
  args: [],
  permit: (calls, knownValue) => new Permit(calls, EXCLUSIVE, knownValue ?? EXCLUSIVE.start),
};

const RLOCK: LockKind = {
  kind: 'RLock',
  args: [],
  permit: (calls, knownValue) => new RecursivePermit(calls, EXCLUSIVE, knownValue ?? EXCLUSIVE.start),
};

/**
 * What one process at a time can have. Who waits gets it in the order of their coming. One that a process has when it
 * ends goes to the next, with a warning on that one's logger, instead of being held for ever as in Python.
 *
 * Its text shows who has it as far as this process knows: exactly, when it has it itself; otherwise as it was when it last
 * asked.
 */
export class Lock extends SharedHandle {
  readonly #permit: Permit;

  constructor(options?: ObjectOptions);
  /** @internal */
  constructor(options: ObjectOptions | Restored, kind: LockKind);
  constructor(options: ObjectOptions | Restored = {}, { kind, args, permit }: LockKind = LOCK) {
    const isRestored = options instanceof Restored;
    super(kind, isRestored ? options : args, isRestored ? {} : options);
    this.#permit = permit(this.#calls(), isRestored ? Number(options.content.at(-1)) : null);
  }

  /** @internal */
  get permit(): Permit {
    return this.#permit;
  }

  /**
   * Waits until this process has it.
   * @param options `block: false` or a timeout of 0 and less do not wait; `signal` gives the wait up.
   * @returns false when it could not be had, or not in time.
   */
  acquire(options?: WaitOptions): Promise<boolean> {
    return this.#permit.acquire(options);
  }

  /**
   * Gives it back; any process may do so. When it resolves, another process can have it.
   * @throws ValueError when nobody has it.
   */
  release(): Promise<void> {
    return this.#permit.release();
  }

  /** Whether somebody has it. */
  async locked(): Promise<boolean> {
    return (await this.#permit.askValue()) === 0;
  }

  /** Python's `with lock:`: releases it in the end, also after an error. @returns What `body` returns. */
  async runExclusive<R>(body: () => R | Promise<R>, options?: { readonly signal?: AbortSignal }): Promise<R> {
    await this.acquire(options);
    try {
      return await body();
    } finally {
      await this.release();
    }
  }

  /** Acquires it: `await using _ = await lock.hold()` releases it at the end of the block. */
  async hold(options?: { readonly signal?: AbortSignal }): Promise<AsyncDisposable> {
    await this.acquire(options);
    let released: Promise<void> | undefined;
    return { [Symbol.asyncDispose]: () => (released ??= this.release()) };
  }

  override toString(): string {
    const { isMine, knownValue } = this.#permit;
    const owner = isMine ? currentProcess().name : knownValue > 0 ? 'None' : 'SomeOtherProcess';
    return `<${this.constructor.name}(owner=${owner})>`;
  }

  /** @internal With what is known here of who has it, so that its text is right there, too. */
  override [asHandle](): HandleContent {
    const [kind, id, name] = super[asHandle]();
    return [kind, id, name, this.#permit.knownValue];
  }

  /** @internal */
  note(method: string): void {
    if (method === 'released') this.#permit.relieved();
    else if (method === 'wanted') this.#permit.wanted();
  }

  #calls(): PermitCalls {
    return {
      acquire: (method, options, taker) => this.askWithin(method, [], options, () => false, taker),
      releaseOthers: () => this.ask('release'),
      value: async () => Number(await this.ask('value')),
      release: (count) => this.tell('release', count),
      keep: () => void this.tell('keep').catch(() => {}), // the hub is gone: the next call says so
    };
  }
}

/**
 * A Lock that the process that has it may acquire again, and has to release as often.
 *
 * The owner is the process, as in Python the thread: asynchronous tasks of one process that run at the same time share it,
 * and do not exclude each other by it. Use a Lock for that.
 */
export class RLock extends Lock {
  constructor(options?: ObjectOptions);
  /** @internal */
  constructor(options: Restored);
  constructor(options: ObjectOptions | Restored = {}) {
    super(options, RLOCK);
  }

  /**
   * Gives it back once.
   * @throws AssertionError when this process does not have it.
   */
  override release(): Promise<void> {
    return super.release();
  }

  override toString(): string {
    const { permit } = this;
    const [owner, count] = permit.isMine
      ? [currentProcess().name, permit.depth]
      : permit.knownValue > 0
        ? ['None', 0]
        : ['SomeOtherProcess', 'nonzero'];
    return `<${this.constructor.name}(${owner}, ${count})>`;
  }
}

registerShared('Lock', Lock);
registerShared('RLock', RLock);
