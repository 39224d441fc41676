import { inspect } from 'node:util';
import { deferred } from '../base/deferred.ts';
import { joinOptions, type JoinOptions } from './processOptions.ts';
import { processText } from './processText.ts';
import { within } from './timeouts.ts';

/** What a child knows of the process that started it. */
export class ParentProcess {
  readonly name: string;
  readonly pid: number;
  readonly exitcode = null;
  readonly daemon = false;
  readonly #ended = deferred<void>();
  readonly #hold: (keepAlive: boolean) => void;
  #alive = true;

  /** @param hold Keeps the event loop alive while the parent's end is waited for. */
  constructor(name: string, pid: number, hold: (keepAlive: boolean) => void) {
    this.name = name;
    this.pid = pid;
    this.#hold = hold;
  }

  get ident(): number {
    return this.pid;
  }

  isAlive(): boolean {
    return this.#alive;
  }

  /** Waits for the parent's end, as long at most as is said. Its exit code cannot be known: `throws` changes nothing. */
  async join(options: number | null | JoinOptions = null): Promise<void> {
    const { timeout, signal } = joinOptions(options);
    this.#hold(true);
    try {
      await within(this.#ended.promise, timeout, signal);
    } finally {
      this.#hold(false);
    }
  }

  /** @internal */
  hasEnded(): void {
    this.#alive = false;
    this.#ended.resolve();
  }

  toString(): string {
    const { name, daemon, exitcode } = this;
    const status = this.#alive ? 'unknown' : 'stopped';
    return processText({ className: '_ParentProcess', name, pid: null, parentPid: null, status, exitcode, daemon });
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
