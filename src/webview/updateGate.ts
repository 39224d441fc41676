import type { PatchMessage, SnapshotMessage } from '../tree/messages.ts';

export type RowsMessage = SnapshotMessage | PatchMessage;

export interface UpdateGateHandlers {
  pass(message: RowsMessage): void;
  /** There was too much to be kept: all rows have to be asked for. */
  overflowed(): void;
}

/** More changes than these are not kept while updates are paused. */
const MOST_HELD = 20_000;

/** Keeps updates of the rows back while the user wants to look at them in peace. */
export class UpdateGate {
  readonly #handlers: UpdateGateHandlers;
  #held: RowsMessage[] = [];
  #waiting = 0;
  #paused = false;

  constructor(handlers: UpdateGateHandlers) {
    this.#handlers = handlers;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** How many changes wait. */
  get waiting(): number {
    return this.#waiting;
  }

  receive(message: RowsMessage): void {
    if (!this.#paused) return this.#handlers.pass(message);
    this.#waiting += message.type === 'patch' ? message.changed.length + message.removed.length : 1;
    if (message.type === 'snapshot') this.#held = [];
    if (this.#waiting <= MOST_HELD) this.#held.push(message);
    else this.#held = [];
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    const held = this.#held;
    const isComplete = this.#waiting <= MOST_HELD;
    this.#paused = false;
    this.#held = [];
    this.#waiting = 0;
    if (!isComplete) return this.#handlers.overflowed();
    for (const message of held) this.#handlers.pass(message);
  }
}
