/** This process's side of the hub: sends what the shared objects have to say, and brings them the answers. */
import { liveChildren } from '../children.ts';
import { announce, processChannel, type SharedObject } from '../events.ts';
import { processIdentity } from '../identity.ts';
import { warning } from '../logging.ts';
import { HUB, Op, type Frame } from '../hubWire/frames.ts';
import type { Payload, Wire } from '../hubWire/wire.ts';
import { Backlog } from './backlog.ts';
import { connectNow } from './blockingConnection.ts';
import { connectToHub } from './hubConnection.ts';
import { isHubHere } from './hubPlace.ts';
import { holdLoop, releaseLoop } from './loopHold.ts';
import type { CallOptions } from './pendingCall.ts';
import { PendingCalls } from './pendingCalls.ts';
import { rebuiltError } from './rebuiltError.ts';

/** What the client tells the objects of this process. */
export interface HubListener {
  /** Bytes that answer no call. */
  data?(payload: Buffer): void;
  note?(method: string, args: readonly unknown[]): void;
  /** The hub is gone. */
  closed?(error: Error): void;
}

type State = 'idle' | 'connecting' | 'connected' | 'closed';

class HubClient {
  #state: State = 'idle';
  #wire: Wire | null = null;
  #error: Error | null = null;
  #begun = false;
  readonly #backlog = new Backlog();
  /** How many messages were sent, and up to which the hub has said that it has dealt with them. */
  #sent = 0;
  #heard = 0;
  readonly #calls = new PendingCalls(this);
  readonly #listeners = new Map<number, WeakRef<HubListener>>();
  /** Who has gathered something that must leave before anything else does. */
  readonly #gatherers = new Set<() => void>();

  listen(object: number, listener: HubListener): void {
    this.#listeners.set(object, new WeakRef(listener));
  }

  unlisten(object: number): void {
    this.#listeners.delete(object);
  }

  /** What listens to that object in this process, if it still does. */
  listener(object: number): HubListener | undefined {
    return this.#listeners.get(object)?.deref();
  }

  /** Sends a message that is not answered; it has left when this returns, unless the hub does not keep up. */
  note(object: number, method: string, ...args: readonly unknown[]): void {
    this.say(object, method, ...args);
    this.flush();
  }

  /** The same, but it leaves with whatever is sent next, or is flushed. */
  say(object: number, method: string, ...args: readonly unknown[]): void {
    this.send(Op.note, object, 0, JSON.stringify([method, ...args]));
  }

  /** Rejects as the hub says. */
  call(object: number, method: string, args: readonly unknown[], options: CallOptions = {}): Promise<unknown> {
    if (this.#error !== null) {
      options.failed?.();
      return Promise.reject(this.#error);
    }
    const { request, promise } = this.#calls.begin(object, method, options);
    this.send(Op.call, object, request, JSON.stringify([method, ...args]));
    this.#wire?.flushSoon();
    return promise;
  }

  send(op: number, object: number, request: number, payload: Payload, written: (() => void) | null = null): void {
    this.#sent++;
    for (const gather of this.#gatherers) gather();
    if (this.#wire !== null) this.#wire.send(op, object, request, payload, written);
    else if (this.#state !== 'closed') this.#backlog.send(op, object, request, payload, written);
    else written?.();
    if (this.#state === 'idle') this.#connectSoon();
  }

  /** What gives an object up: it does not pass what refers to it. */
  sendBehind(op: number, object: number, request: number, payload: string): void {
    for (const gather of this.#gatherers) gather();
    if (this.#wire !== null) this.#wire.sendBehind(op, object, request, payload);
    else if (this.#state !== 'closed') this.#backlog.sendBehind(op, object, request, payload);
  }

  flush(): void {
    this.#wire?.flush();
  }

  /** At the end of this turn. */
  flushSoon(): void {
    this.#wire?.flushSoon();
  }

  /** Calls back before anything else is sent, and once only. */
  gathered(leave: () => void): void {
    this.#gatherers.add(leave);
  }

  ungathered(leave: () => void): void {
    this.#gatherers.delete(leave);
  }

  get isConnected(): boolean {
    return this.#wire !== null;
  }

  /** Why nothing can be sent any more. */
  get error(): Error | null {
    return this.#error;
  }

  /** Whether the hub does not keep up, or is not there yet. */
  get congested(): boolean {
    return this.#wire === null ? this.#state !== 'closed' : this.#wire.congested;
  }

  /** Whether all that was sent has left this process. */
  get hasLeft(): boolean {
    return this.#wire?.hasLeft ?? false;
  }

  /** Resolves when what was sent has left, or never will. */
  async drained(): Promise<void> {
    if (this.#wire !== null) return this.#wire.drained();
    if (this.#state !== 'connecting') return;
    await new Promise<void>((resolve) => this.#backlog.send(Op.note, HUB, 0, '["nothing"]', resolve));
  }

  /** Gives up what waits for that object. */
  giveUp(object: number): void {
    this.#calls.giveUp(object);
  }

  /**
   * The waiting calls to objects that no other process can reach any more. Not before the hub has heard what this process
   * has said: that may end the wait.
   * @returns Whether there is something to wait for.
   */
  rejectAlone(error: (operation: string) => Error): boolean {
    const alone = this.#calls.aloneCalls;
    if (alone.length > 0 && this.#sent !== this.#heard) void this.#beHeard();
    else for (const call of alone) call.reject(error(call.operation));
    return alone.length > 0;
  }

  async #beHeard(): Promise<void> {
    const heard = this.call(0, 'hear', []);
    const sent = this.#sent;
    await heard.catch(() => {}); // the hub is gone: so are the calls
    this.#heard = sent;
  }

  /** Blocks until what was sent has left; for the end of a process. */
  flushSync(): void {
    for (const gather of this.#gatherers) gather();
    if (this.#state === 'connecting' && this.#isNeeded()) {
      const wire = connectNow();
      if (wire !== null) this.#ready(wire);
    }
    this.#wire?.flushSync();
  }

  /** In the root, the hub is there for its children. */
  #isNeeded(): boolean {
    return !isHubHere() || liveChildren().length > 0;
  }

  /** Not before this turn's code has run, which may start a process: that comes first. */
  #connectSoon(): void {
    this.#state = 'connecting';
    holdLoop(); // what has been sent shall leave
    queueMicrotask(() => this.connect());
  }

  /** Connects now, if there is something to send. */
  connect(): void {
    if (this.#state !== 'connecting' || this.#begun) return;
    this.#begun = true;
    process.on('exit', () => this.flushSync()); // after what the exit has children and finalizers do
    void connectToHub({
      ready: (wire) => this.#ready(wire),
      received: (frame) => this.#received(frame),
      closed: (error) => this.#closed(error),
    });
  }

  #ready(wire: Wire): void {
    if (this.#state !== 'connecting') return wire.destroy();
    this.#state = 'connected';
    this.#wire = wire;
    if (processIdentity().parentId === null && processChannel.hasSubscribers) wire.send(Op.note, HUB, 0, '["watch"]');
    this.#backlog.leave(wire);
    releaseLoop();
  }

  #received({ op, object, request, payload }: Frame): void {
    if (op === Op.result) this.#calls.resolve(request, (JSON.parse(payload.toString()) as [unknown])[0]);
    else if (op === Op.error) this.#calls.reject(request, rebuiltError(payload));
    else if (op === Op.note) this.#note(object, JSON.parse(payload.toString()) as [string, ...unknown[]]);
    else if (op === Op.data && request > 0) this.#calls.resolve(request, payload);
    else if (op === Op.data) this.listener(object)?.data?.(payload);
  }

  #note(object: number, [method, ...args]: readonly [string, ...unknown[]]): void {
    if (object !== 0 && method !== 'alone') return this.listener(object)?.note?.(method, args);
    if (method === 'alone') this.#calls.alone(object, args[0] === true);
    if (method === 'warn') warning(String(args[0]));
    if (method === 'offset') this.listener(HUB)?.note?.(method, args);
    if (method === 'objects') {
      const objects = args[0] as SharedObject[];
      announce(() => ({ type: 'objects', id: processIdentity().id, source: 'hub', objects }));
    }
  }

  /** @internal Of a call. */
  giveUpCall(object: number, request: number): void {
    this.send(Op.cancel, object, request, '');
    this.flush();
  }

  #closed(error: Error): void {
    if (this.#state === 'connecting') releaseLoop();
    this.#state = 'closed';
    this.#wire = null;
    // The root is gone, and so are its processes in a moment (lifeline.ts): an error of each would only hide the reason
    if (isHubHere()) this.#fail(error);
    else setTimeout(() => this.#fail(error), ENDS_WITHIN_MS).unref();
  }

  #fail(error: Error): void {
    this.#error = error;
    this.#calls.rejectAll(error);
    this.#backlog.drop();
    for (const listener of this.#listeners.values()) listener.deref()?.closed?.(error);
  }
}

/** A process whose parent is gone has ended by then, unless it is detached. */
const ENDS_WITHIN_MS = 1_000;

export const hub = new HubClient();
