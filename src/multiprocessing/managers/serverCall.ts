/** A call in a manager's server, as the objects see it that make its caller wait. */
import type { ProcessName } from '../events.ts';
import { processIdentity } from '../identity.ts';
import type { WaitOptions } from '../sharedHandle.ts';
import { checkTimeout } from '../timeouts.ts';

/** A client's process: who has a lock. */
export interface Caller {
  /** Such as `Process-1 (pid 7)`. */
  readonly label: string;
  readonly process: ProcessName;
  /** On the logger of that process. */
  warn(message: string): void;
}

export class ServerCall {
  readonly caller: Caller;
  #onGivenUp: (() => void) | null = null;
  #isGone = false;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  /** Whether the process is gone, and has nothing any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** @param onGivenUp Called when the client gives the call up, or is gone: nobody is left that waits. */
  whileWaiting(onGivenUp: (() => void) | null): void {
    this.#onGivenUp = onGivenUp;
  }

  giveUp(isGone: boolean): void {
    this.#isGone ||= isGone;
    this.#onGivenUp?.();
  }
}

/** What a wait rejects with that was given up. */
export class GivenUp extends Error {}

/** What a server's own process does with its objects. */
const LOCAL: Caller = {
  label: 'the server itself',
  get process() {
    return nameOf(processIdentity());
  },
  warn: () => {},
};

function nameOf({ id, name }: ProcessName): ProcessName {
  return { id, name };
}

let current: ServerCall | null = null;

/** The call that is being begun. To be asked before anything is awaited. */
export function currentCall(): ServerCall {
  return current ?? new ServerCall(LOCAL);
}

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

/** How long a call may wait: 0 for not at all, null for ever. */
export function patience({ block = true, timeout = null }: Pick<WaitOptions, 'block' | 'timeout'> = {}): number | null {
  checkTimeout(timeout);
  return block ? (timeout === null ? null : Math.max(timeout, 0)) : 0;
}
