/** Calls that wait for the same thing, in the order in which they came. */
import type { ProcessName } from '../events.ts';
import type { Call } from './call.ts';

export class Waiters {
  readonly #calls = new Set<Call>();

  get size(): number {
    return this.#calls.size;
  }

  /** @param givenUp Called when the call is given up while it waits here. */
  add(call: Call, givenUp?: () => void): void {
    this.#calls.add(call);
    call.wait(() => {
      if (this.#calls.delete(call)) givenUp?.();
    });
  }

  /** The one that waits longest, which is taken out. */
  take(): Call | undefined {
    for (const call of this.#calls) {
      this.#calls.delete(call);
      return call;
    }
    return undefined;
  }

  takeAll(): Call[] {
    const calls = [...this.#calls];
    this.#calls.clear();
    return calls;
  }

  delete(call: Call): boolean {
    return this.#calls.delete(call);
  }

  processes(): ProcessName[] {
    return [...this.#calls].map(({ peer: { hello } }) => ({ id: hello.id, name: hello.name }));
  }

  [Symbol.iterator](): IterableIterator<Call> {
    return this.#calls[Symbol.iterator]();
  }
}
