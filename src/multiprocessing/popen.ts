import type { LastWords } from './lifeline.ts';

/** A running (or ended) operating-system process, as a Process object holds it. */
export interface Popen {
  readonly pid: number;
  /** null while it runs; its exit code, or −N when signal N ended it. */
  readonly returncode: number | null;
  /** The name of the signal that ended it. */
  readonly signal: string | null;
  /** What the process itself said of the error that ended it. */
  readonly lastWords: LastWords | null;
  /** Resolves when the process has ended and `returncode` is set. Never rejects. */
  readonly exited: Promise<void>;
  /** Sends a signal; nothing happens when the process has ended. */
  kill(signal: string): void;
  /** Keeps this process's event loop alive until the other has ended; counted, so each `ref()` wants an `unref()`. */
  ref(): void;
  unref(): void;
  /** Blocks until the process has ended: for 'exit' handlers, where no event comes any more. */
  waitSync(withinMs?: number): boolean;
}

/** A subclass of Process that starts something else than a function gives its own Popen by a method of this name. */
export const createPopen: unique symbol = Symbol('createPopen');
