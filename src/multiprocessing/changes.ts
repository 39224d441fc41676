/** Waits for something that an object in this process comes to be: it says when it has changed. */
import { deferred } from '../base/deferred.ts';
import { holdLoop, releaseLoop } from './hubClient/loopHold.ts';
import { throwIfAborted } from './signalOption.ts';
import { within } from './timeouts.ts';
import { beginWait } from './waits.ts';

export interface ChangeWait {
  /** For those who watch: such as `recv`, and the name of the connection. */
  readonly operation: string;
  readonly object: string;
  /** In seconds; null: for ever. */
  readonly timeout: number | null;
  readonly signal: AbortSignal | undefined;
}

export class Changes {
  readonly #watchers = new Set<() => void>();

  /** Something has changed that one may wait for. */
  told(): void {
    for (const watch of this.#watchers) watch();
  }

  /** Calls back when `check` is true, now or after a change. It does not hold the event loop. */
  once(check: () => boolean, then: () => void): void {
    const watch = (): void => {
      if (check() && this.#watchers.delete(watch)) then();
    };
    this.#watchers.add(watch);
    watch();
  }

  /**
   * Waits until `check` returns true, and holds the event loop meanwhile; what it throws is thrown here.
   * @returns false after the timeout. @throws The signal's reason.
   */
  async until(check: () => boolean, { operation, object, timeout, signal }: ChangeWait): Promise<boolean> {
    throwIfAborted(signal);
    if (check()) return true;
    const change = deferred<void>();
    const watch = (): void => {
      try {
        if (check()) change.resolve();
      } catch (error) {
        change.reject(error);
      }
    };
    const endWait = beginWait(`Connection.${operation}`, () => object);
    this.#watchers.add(watch);
    holdLoop();
    try {
      return await within(change.promise, timeout, signal);
    } finally {
      releaseLoop();
      this.#watchers.delete(watch);
      endWait?.();
    }
  }
}
