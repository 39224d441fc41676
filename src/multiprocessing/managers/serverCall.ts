/** A call in a manager's server, as the objects see it that make its caller wait. */

/** A client's process. */
export interface Caller {
  /** Such as `Process-1 (pid 7)`. */
  readonly label: string;
  /** On the logger of that process. */
  warn(message: string): void;
}

export class ServerCall {
  readonly caller: Caller;
  #onGivenUp: (() => void) | null = null;
  #givenUp = false;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  get isGivenUp(): boolean {
    return this.#givenUp;
  }

  /** @param onGivenUp Called when the client gives the call up, or is gone: nobody is left that waits. */
  whileWaiting(onGivenUp: (() => void) | null): void {
    this.#onGivenUp = onGivenUp;
  }

  giveUp(): void {
    this.#givenUp = true;
    this.#onGivenUp?.();
  }
}

/** What a wait rejects with that was given up. */
export class GivenUp extends Error {}

let current: ServerCall | null = null;

export function duringCall<T>(call: ServerCall, body: () => T): T {
  const before = current;
  current = call;
  try {
    return body();
  } finally {
    current = before;
  }
}

/** Under this key an object has what is to be done when a client's process is gone. */
export const callerLeft: unique symbol = Symbol('callerLeft');

export interface CallerAware {
  [callerLeft](caller: Caller): void;
}
