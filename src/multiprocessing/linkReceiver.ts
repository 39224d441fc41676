/**
 * What this process has been sent by a link. Before it hands an item out, it has told the other side that it has handed out
 * those before it: so one is in doubt when it is killed. Where items take little it tells of several ahead, and marks each.
 */
import { claimOf } from './claiming.ts';
import type { ClaimMark } from './claimMark.ts';
import { handleClosed } from './connectionErrors.ts';
import { processChannel } from './events.ts';
import { holdLoop, releaseLoop } from './hubClient/loopHold.ts';
import { owned } from './hubWire/incoming.ts';
import type { Taken } from './hubWire/pipeFrames.ts';
import { readItem } from './items.ts';
import { LinkItems } from './linkItems.ts';
import { beginWait } from './waits.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

/** The sender keeps such an item no longer than it has to. */
const LARGE_BYTES = 64 * 1024;

export interface LinkWait {
  /** What is waited for, for those who watch. */
  readonly object: () => string;
  readonly signal: AbortSignal | undefined;
  /** Asks the hub, when the link is over. */
  readonly elsewhere: () => Promise<unknown>;
}

export class LinkReceiver {
  readonly items = new LinkItems();
  readonly #tell: (taken: Taken) => void;
  readonly #waiters = new Set<Waiter>();
  #toldTaken = 0;
  #toldAhead = 0;
  /** Of those that were told of ahead. */
  #mark: ClaimMark | null = null;
  #toldAt = 0;
  #isWatched = false;

  /** @param tell Tells the other side. */
  constructor(tell: (taken: Taken) => void) {
    this.#tell = tell;
  }

  /** How many have been handed out. */
  get taken(): number {
    return this.items.first;
  }

  get isWaitedFor(): boolean {
    return this.#waiters.size > 0;
  }

  /** They have come. @param bytes Are used anew when it returns. */
  add(bytes: Buffer, count: number): void {
    this.items.add(bytes, count);
    for (const waiter of this.#waiters) {
      if (this.items.count === 0) break;
      this.#waiters.delete(waiter);
      waiter.take(() => this.#take());
    }
    if (this.items.count > 0) this.items.ownLast(owned);
  }

  receive(wait: LinkWait): Promise<unknown> {
    if (this.items.count > 0) return Promise.resolve(this.#take());
    if (wait.signal?.aborted === true) return Promise.reject(wait.signal.reason as Error);
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(wait, resolve, reject, () => this.#waiters.delete(waiter));
      this.#waiters.add(waiter);
    });
  }

  /** What the other side is to be told now. */
  tells(): Taken {
    return this.#tells(0, null);
  }

  /** Nothing comes by the link any more. */
  end(isClosed: boolean): void {
    this.#mark?.close();
    this.#mark = null;
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.end(isClosed);
  }

  #take(): unknown {
    if (this.taken > this.#toldTaken + this.#toldAhead) this.#tellAhead();
    this.#mark?.handsOut();
    const [bytes, start, end] = this.items.take();
    if (end - start > LARGE_BYTES) this.#watch();
    return readItem(bytes, start, end);
  }

  #tellAhead(): void {
    const now = sharedClock();
    const pace = (now - this.#toldAt) / (this.taken - this.#toldTaken);
    this.#toldAt = now;
    const { count, mark } = claimOf(this.items.count, pace);
    this.#tell(this.#tells(count - 1, mark));
    if (count > 1) this.#watch();
  }

  /** What this turn of the event loop does not hand out is not to be in doubt. */
  #watch(): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    setImmediate(() => {
      this.#isWatched = false;
      if (this.#toldTaken !== this.taken || this.#toldAhead > 0) this.#tell(this.tells());
    });
  }

  #tells(ahead: number, mark: ClaimMark | null): Taken {
    this.#mark?.close();
    this.#mark = mark;
    this.#toldTaken = this.taken;
    this.#toldAhead = ahead;
    return { number: this.taken, doubtful: ahead + 1, mark: mark && { slot: mark.slot, serial: mark.serial } };
  }
}

/** A `recv` that waits. */
class Waiter {
  readonly #wait: LinkWait;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (error: Error) => void;
  readonly #onAbort: (() => void) | null;
  readonly #endWait: (() => void) | null;

  constructor(wait: LinkWait, resolve: (value: unknown) => void, reject: (error: Error) => void, givenUp: () => void) {
    this.#wait = wait;
    this.#resolve = resolve;
    this.#reject = reject;
    const { signal } = wait;
    this.#onAbort = signal === undefined ? null : () => this.#giveUp(givenUp);
    if (this.#onAbort !== null) signal?.addEventListener('abort', this.#onAbort);
    this.#endWait = processChannel.hasSubscribers ? beginWait('Connection.recv', wait.object) : null;
    holdLoop();
  }

  take(take: () => unknown): void {
    this.#over();
    try {
      this.#resolve(take());
    } catch (error) {
      this.#reject(error as Error);
    }
  }

  end(isClosed: boolean): void {
    this.#over();
    if (isClosed) this.#reject(handleClosed());
    else this.#resolve(this.#wait.elsewhere());
  }

  #giveUp(givenUp: () => void): void {
    givenUp();
    this.#over();
    this.#reject(this.#wait.signal?.reason as Error);
  }

  #over(): void {
    if (this.#onAbort !== null) this.#wait.signal?.removeEventListener('abort', this.#onAbort);
    this.#endWait?.();
    releaseLoop();
  }
}
