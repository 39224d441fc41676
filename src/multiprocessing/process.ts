/**
 * Processes, after https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Process
 */
import { inspect } from 'node:util';
import { within } from './timeouts.ts';
import { callSite } from './callSite.ts';
import { addChild, liveChildren, removeChild } from './children.ts';
import { randomKey } from './authkey.ts';
import { currentProcess, setProcessMaker } from './currentProcess.ts';
import { assert, ValueError } from './errors.ts';
import { announce, processChannel, type SourceLocation } from './events.ts';
import { processIdentity } from './identity.ts';
import { loaderState } from './targetTable.ts';
import { createPopen, type Popen } from './popen.ts';
import type { ProcessState, Work } from './preparation.ts';
import { errorThatEnded, processDied } from './processFailure.ts';
import {
  checkName,
  checkProcessOptions,
  joinOptions,
  type JoinOptions,
  type ProcessOptions,
} from './processOptions.ts';
import { processText } from './processText.ts';
import { staysHere } from './hiddenState.ts';
import { startFunction } from './starter.ts';
import { beginWait } from './waits.ts';

/** A Process object that was made in the parent is rebuilt in the child with what stands under this key. */
const restored = Symbol('restored');

let counter = 0;

/** An activity that runs in a process of its own. */
export class Process<Args extends readonly unknown[] = readonly unknown[]> implements AsyncDisposable {
  #name: string;
  #daemon: boolean;
  #authkey: Uint8Array | null;
  readonly #detached: boolean;
  readonly #identity: readonly number[];
  readonly #parentPid: number | null;
  readonly #location: SourceLocation | null;
  /** Unique in the process tree, for those who watch. */
  readonly #id: string;
  #target: ((...args: Args) => unknown) | null;
  #args: Args;
  #popen: Popen | null = null;
  #error: Error | null = null;
  #closed = false;

  /** @throws AssertionError or TypeError for an option that cannot be. */
  constructor(options: ProcessOptions<Args> = {}) {
    const state = (options as { [restored]?: ProcessState } | null)?.[restored];
    if (state === undefined) checkProcessOptions(options as Readonly<Record<string, unknown>>);
    const { target, args, name, daemon, detached } = options;
    this.#target = target ?? null;
    this.#args = [...(args ?? [])] as unknown as Args;
    this.#detached = state?.detached ?? detached ?? false;
    this.#identity = state?.identity ?? [...currentProcess().#identity, ++counter];
    this.#name = state?.name ?? name ?? `${this.constructor.name}-${this.#identity.join(':')}`;
    this.#daemon = state?.daemon ?? daemon ?? currentProcess().#daemon;
    this.#authkey = state?.authkey ?? null;
    this.#parentPid = state === undefined ? process.pid : state.parentPid;
    this.#id = state?.id ?? `${processIdentity().id}.${counter}`;
    // Costs a stack trace: only for those who watch, or who need it to find the target
    this.#location = state === undefined && (processChannel.hasSubscribers || !loaderState.active) ? callSite() : null;
  }

  /** The activity: calls the target. Override it in a subclass; it may be async. */
  run(): unknown {
    const target = this.#target; // without this object as its `this`
    return target?.(...this.#args);
  }

  /**
   * Starts the process's activity; `pid` is set when it returns.
   * @throws PicklingError when target, arguments or fields cannot travel; AssertionError when it was started before,
   *   was made by another process, or the current process is a daemon; RuntimeError while the main module is being
   *   imported in a child.
   */
  start(): void {
    this.#checkOpen();
    assert(this.#popen === null, 'cannot start a process twice');
    assert(this.#parentPid === process.pid, 'can only start a process object created by current process');
    assert(!currentProcess().#daemon, daemonWithChildren(currentProcess().name));
    const popen = this[createPopen]();
    this.#popen = popen;
    addChild(this as unknown as Process);
    this.#announceStart(popen);
    // As Python does, lest the target's references keep the object alive
    this.#target = null;
    this.#args = [] as unknown as Args;
    void popen.exited.then(() => this.#onExit(popen));
  }

  /**
   * Waits until the process has ended.
   * @param options Seconds to wait at most (null waits for ever), or an object with these and more. It is no error when
   *   the process has not ended then: `exitcode` is still null.
   * @throws AssertionError when it was not started, or by another process; the reason of an aborted signal; with
   *   `throws`, the error that ended the process, or ProcessDiedError when there is none and its exit code is not 0.
   */
  async join(options: number | null | JoinOptions = null): Promise<void> {
    this.#checkOpen();
    const { timeout, signal, throws = false } = joinOptions(options);
    assert(this.#parentPid === process.pid && !this.#isCurrent(), 'can only join a child process');
    assert(this.#popen !== null, 'can only join a started process');
    const popen = this.#popen;
    popen.ref();
    const endWait = beginWait('Process.join', () => this.#name);
    const ended = await within(popen.exited, timeout, signal).finally(() => {
      popen.unref();
      endWait?.();
    });
    if (!ended) return;
    announce(() => ({ type: 'joined', id: this.#id, at: Date.now() }));
    const failure = throws ? (this.error ?? processDied(this.#name, popen)) : null;
    if (failure !== null) throw failure;
  }

  isAlive(): boolean {
    this.#checkOpen();
    if (this.#isCurrent()) return true;
    assert(this.#parentPid === process.pid, 'can only test a child process');
    return this.#popen !== null && this.#popen.returncode === null;
  }

  /** Ends the process with SIGTERM (TerminateProcess on Windows); its exit handlers do not run. */
  terminate(): void {
    this.#signal('SIGTERM', 'terminate');
  }

  /** Ends the process with SIGKILL (TerminateProcess on Windows). */
  kill(): void {
    this.#signal('SIGKILL', 'kill');
  }

  /** Sends SIGINT, as Ctrl-C in a terminal does. */
  interrupt(): void {
    this.#signal('SIGINT', 'interrupt');
  }

  /** Releases the object: only its name, its daemon flag and its text can be asked for then. */
  close(): void {
    if (this.#popen !== null && this.#popen.returncode === null) {
      throw new ValueError(
        'Cannot close a process while it is still running. You should first call join() or terminate().',
      );
    }
    this.#closed = true;
  }

  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    checkName(name);
    this.#name = name;
    if (this.#isCurrent()) processIdentity().name = name;
    if (this.#isCurrent() || this.#popen !== null) announce(() => ({ type: 'named', id: this.#id, name }));
  }

  /** Whether it is ended with its parent, instead of being waited for. To be set before the start. */
  get daemon(): boolean {
    return this.#daemon;
  }

  set daemon(daemon: boolean) {
    assert(this.#popen === null && !this.#isCurrent(), 'process has already started');
    this.#daemon = daemon;
  }

  get authkey(): Uint8Array {
    return (this.#authkey ??= this.#parentPid === null ? randomKey() : currentProcess().authkey);
  }

  set authkey(key: Uint8Array) {
    if (!(key instanceof Uint8Array)) throw new TypeError('authkey should be a byte string (a Uint8Array)');
    this.#authkey = Uint8Array.from(key);
  }

  /** null before the start. */
  get pid(): number | null {
    this.#checkOpen();
    return this.#isCurrent() ? process.pid : (this.#popen?.pid ?? null);
  }

  /** The same as `pid`. */
  get ident(): number | null {
    return this.pid;
  }

  /**
   * null while it runs (and before), 0 for a clean end, n for `process.exit(n)`, 1 for an uncaught error, −N when
   * signal N ended it.
   */
  get exitcode(): number | null {
    this.#checkOpen();
    return this.#popen?.returncode ?? null;
  }

  /**
   * The uncaught error that ended the process, with its class and fields (a RemoteError where the class is not loaded
   * here) and the trace of there as its `cause`; null when none did.
   */
  get error(): Error | null {
    if (this.#popen === null || this.#popen.returncode === null) return null;
    return (this.#error ??= errorThatEnded(this.#name, this.#popen));
  }

  /** Settles when the process ends; goes into `wait([...])`. @throws ValueError before the start. */
  get sentinel(): Promise<void> {
    this.#checkOpen();
    if (this.#popen === null) throw new ValueError('process not started');
    this.#popen.ref(); // whoever asks for it waits for it
    return this.#popen.exited;
  }

  toString(): string {
    const text = {
      className: this.constructor.name,
      name: this.#name,
      parentPid: this.#parentPid,
      daemon: this.#daemon,
    };
    const status = this.#status();
    const { pid = null, returncode = null } = (status === 'closed' ? null : this.#popen) ?? {};
    return processText({ ...text, pid, status, exitcode: status === 'stopped' ? returncode : null });
  }

  [inspect.custom](): string {
    return this.toString();
  }

  /** Terminates the process if it still runs, and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed || this.#popen === null) return;
    this.terminate();
    await this.join();
  }

  /**
   * @internal What starts the operating-system process; a subclass may start something else.
   * @param sockets How many it inherits besides the lifeline.
   */
  [createPopen](sockets = 0, nodeOptions: readonly string[] = []): Popen {
    return startFunction({
      id: this.#id,
      identity: this.#identity,
      name: this.#name,
      daemon: this.#daemon,
      detached: this.#detached,
      authkey: () => this.authkey,
      parent: { name: currentProcess().name, pid: process.pid, id: processIdentity().id },
      process: this,
      target: this.#target,
      args: this.#args,
      fields: Object.assign({}, this) as object,
      sockets,
      nodeOptions,
    });
  }

  /** @internal */
  get [staysHere](): string {
    return 'a Process';
  }

  /** @internal Blocks until it has ended, as long at most: for 'exit' handlers, where no event comes any more. */
  waitSync(withinMs?: number): boolean {
    return this.#popen?.waitSync(withinMs) ?? true;
  }

  /** @internal Unique in the process tree. */
  get treeId(): string {
    return this.#id;
  }

  /** @internal As `sentinel`, without keeping the event loop alive. */
  get ended(): Promise<void> | undefined {
    return this.#popen?.exited;
  }

  /** @internal Rebuilds, in the child, the object that was started in the parent; no constructor of a subclass runs. */
  static restore(processClass: typeof Process, state: ProcessState): Process {
    return Reflect.construct(Process, [{ [restored]: state }], processClass) as Process;
  }

  /** @internal What the restored object is to do. Later, since it may be among its own arguments. */
  adopt({ target, args, this: fields }: Work): void {
    this.#target = target as ((...args: Args) => unknown) | null;
    this.#args = args as unknown as Args;
    Object.assign(this, fields);
  }

  #isCurrent(): boolean {
    return currentProcess() === (this as unknown as Process);
  }

  #checkOpen(): void {
    if (this.#closed) throw new ValueError('process object is closed');
  }

  #signal(signal: string, verb: string): void {
    this.#checkOpen();
    assert(this.#parentPid === process.pid && !this.#isCurrent(), `can only ${verb} a child process`);
    assert(this.#popen !== null, `can only ${verb} a started process`);
    if (this.#popen.returncode !== null) return;
    this.#popen.kill(signal);
    announce(() => ({ type: 'stopping', id: this.#id, signal }));
  }

  #status(): string {
    if (this.#isCurrent()) return 'started';
    if (this.#closed) return 'closed';
    if (this.#parentPid !== process.pid) return 'unknown';
    if (this.#popen === null) return 'initial';
    return this.#popen.returncode === null ? 'started' : 'stopped';
  }

  #announceStart({ pid }: Popen): void {
    announce(() => ({
      type: 'started',
      id: this.#id,
      parentId: processIdentity().id,
      name: this.#name,
      pid,
      daemon: this.#daemon,
      at: Date.now(),
      target: this.#target?.name ?? (this.constructor === Process ? null : this.constructor.name),
      args: this.#args.length === 0 ? null : inspect(this.#args, { depth: 1, breakLength: Infinity }).slice(0, 200),
      location: this.#location,
      process: this,
    }));
  }

  #onExit(popen: Popen): void {
    removeChild(this as unknown as Process);
    const { returncode, signal, lastWords } = popen;
    announce(() => {
      const error = lastWords && { name: lastWords.name, message: lastWords.message, stack: lastWords.stack };
      return { type: 'ended', id: this.#id, at: Date.now(), exitcode: returncode ?? 0, signal, error };
    });
  }
}

/** The process that the user started; Python's text of it has the underscore. */
class MainProcess<Args extends readonly unknown[]> extends Process<Args> {}
Object.defineProperty(MainProcess, 'name', { value: '_MainProcess' });

setProcessMaker(() => {
  const { id, name, daemon } = processIdentity();
  const state = { id, name, daemon, detached: false, identity: [], parentPid: null, authkey: null };
  return Process.restore(MainProcess, state);
});

/** The live children of the current process, in the order of their start; a new list each time. */
export function activeChildren(): Process[] {
  return liveChildren();
}

function daemonWithChildren(name: string): string {
  return `daemonic processes are not allowed to have children: start '${name}' (or make its Pool) with daemon: false if it shall have some`;
}
