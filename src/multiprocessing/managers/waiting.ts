/** Calls that wait for the same thing, in the order of their coming. */
import type { ProcessName } from '../events.ts';
import { timerMs } from '../timeouts.ts';
import { GivenUp, type Caller, type ServerCall } from './serverCall.ts';

interface Wait {
  readonly caller: Caller;
  /** It has what it waited for. */
  wake(): void;
}

export class Waiting {
  readonly #waits = new Set<Wait>();

  get size(): number {
    return this.#waits.size;
  }

  /** Who waits, the longest first. */
  processes(): ProcessName[] {
    return Array.from(this.#waits, ({ caller }) => caller.process);
  }

  /**
   * @param timeout In seconds; null: for ever.
   * @returns true when it was woken, false after the timeout. @throws GivenUp when nobody waits for the answer any more.
   */
  wait(call: ServerCall, timeout: number | null): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const end = (): void => {
        this.#waits.delete(wait);
        clearTimeout(timer);
        call.whileWaiting(null);
      };
      const wait = {
        caller: call.caller,
        wake() {
          end();
          resolve(true);
        },
      };
      const late = (): void => {
        end();
        resolve(false);
      };
      if (timeout !== null && timeout !== Infinity) timer = setTimeout(late, timerMs(timeout));
      call.whileWaiting(() => {
        end();
        reject(new GivenUp());
      });
      this.#waits.add(wait);
    });
  }

  /** @returns Who waits longest, and goes on; undefined when nobody waits. */
  wakeFirst(): Caller | undefined {
    const [first] = this.#waits;
    first?.wake();
    return first?.caller;
  }

  wakeAll(): void {
    for (const wait of this.#waits) wait.wake();
  }
}
