/** A call to the hub that has not been answered: by then it may be given up, or found to be in vain. */
import { processChannel } from '../events.ts';
import { isCancelled } from '../hubWire/frames.ts';
import { timerMs } from '../timeouts.ts';
import { beginWait } from '../waits.ts';
import { holdLoop, releaseLoop } from './loopHold.ts';

export interface CallOptions {
  /** In seconds. */
  readonly timeout?: number | null | undefined;
  /** false: it is answered soon, whatever the others do. */
  readonly block?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What may be waited for in vain, and is shown to those who watch; without it, the answer comes soon. */
  readonly awaited?: Awaited | undefined;
  /** What the call resolves to when it was given up by its timeout; by the signal, it rejects with the reason. */
  readonly otherwise?: (() => unknown) | undefined;
  /** Takes the answer when it comes, before anything that comes after it. @returns What the call resolves to. */
  readonly received?: ((answer: unknown) => unknown) | undefined;
  /** Told when there is no such answer. */
  readonly failed?: (() => void) | undefined;
}

export interface Awaited {
  /** Its class, such as `Queue`. */
  readonly kind: string;
  /** What it is called where it is shown. */
  readonly displayName: string;
}

export interface CallOwner {
  /** It is to be given up; the hub answers all the same. */
  giveUpCall(object: number, request: number): void;
  settled(request: number): void;
}

export class PendingCall {
  readonly promise: Promise<unknown>;
  readonly object: number;
  readonly request: number;
  readonly #method: string;
  readonly #options: CallOptions;
  readonly #owner: CallOwner;
  #resolve!: (value: unknown) => void;
  #reject!: (error: Error) => void;
  /** Not what is answered soon in any case, nor what a signal can end: that may have a timer which holds nothing. */
  #mayBeInVain: boolean;
  #holding = true;
  #timer: NodeJS.Timeout | undefined;
  #onAbort: (() => void) | undefined;
  #endWait: (() => void) | null = null;

  constructor(object: number, request: number, method: string, options: CallOptions, owner: CallOwner) {
    const { timeout, signal, awaited, block } = options;
    this.object = object;
    this.request = request;
    this.#method = method;
    this.#options = options;
    this.#owner = owner;
    this.#mayBeInVain = awaited !== undefined && block !== false && signal === undefined;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (awaited !== undefined && processChannel.hasSubscribers)
      this.#endWait = beginWait(this.operation, () => awaited.displayName);
    if (typeof timeout === 'number' && timeout !== Infinity)
      this.#timer = setTimeout(() => this.giveUp(), timerMs(timeout));
    if (signal !== undefined) signal.addEventListener('abort', (this.#onAbort = () => this.giveUp()));
    holdLoop();
  }

  /** Such as `Queue.get`. */
  get operation(): string {
    const { awaited } = this.#options;
    return awaited === undefined ? this.#method : `${awaited.kind}.${this.#method}`;
  }

  /** No other process can reach the object: it waits in vain, unless this process does something itself. */
  get isAlone(): boolean {
    return !this.#holding;
  }

  alone(isAlone: boolean): void {
    this.#hold(!isAlone || !this.#mayBeInVain);
  }

  giveUp(): void {
    this.#mayBeInVain = false;
    this.#hold(true); // until it has been answered
    this.#owner.giveUpCall(this.object, this.request);
  }

  /** The hub has answered. */
  resolve(answer: unknown): void {
    this.#end();
    const { received, failed } = this.#options;
    try {
      if (!isCancelled(answer)) this.#resolve(received === undefined ? kept(answer) : received(answer));
      else {
        failed?.();
        this.#resolve(this.#givenUp());
      }
    } catch (error) {
      this.#reject(error as Error);
    }
  }

  reject(error: Error): void {
    this.#end();
    this.#options.failed?.();
    this.#reject(error);
  }

  #givenUp(): unknown {
    const { signal, otherwise } = this.#options;
    signal?.throwIfAborted();
    return otherwise?.();
  }

  #end(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    if (this.#onAbort !== undefined) this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#hold(false);
    this.#endWait?.();
    this.#owner.settled(this.request);
  }

  #hold(wanted: boolean): void {
    if (wanted === this.#holding) return;
    this.#holding = wanted;
    if (wanted) holdLoop();
    else releaseLoop();
  }
}

/** What was read is in memory that is used again. */
function kept(value: unknown): unknown {
  return value instanceof Buffer ? Buffer.from(value) : value;
}
