import { PauseBanner } from './pauseBanner.ts';
import type { RowChange, RowStore } from './rowStore.ts';
import { UpdateGate, type RowsMessage } from './updateGate.ts';

export interface RowUpdatesHandlers {
  changed(changes: readonly RowChange[], cause: RowsMessage['type']): void;
  /** All rows have to be asked for. */
  askAnew(): void;
  /** Updates have been paused, or go on. */
  toggled(): void;
}

/** Puts what the host tells of rows into the store, or keeps it back while that is wanted. */
export class RowUpdates {
  readonly #store: RowStore;
  readonly #handlers: RowUpdatesHandlers;
  readonly #gate: UpdateGate;
  readonly #banner = new PauseBanner(() => this.togglePause());

  constructor(store: RowStore, handlers: RowUpdatesHandlers) {
    this.#store = store;
    this.#handlers = handlers;
    this.#gate = new UpdateGate({ pass: (message) => this.#apply(message), overflowed: () => handlers.askAnew() });
  }

  /** Says that updates are paused. */
  get banner(): HTMLElement {
    return this.#banner.element;
  }

  receive(message: RowsMessage): void {
    this.#gate.receive(message);
    this.#banner.show(this.#gate.paused, this.#gate.waiting);
  }

  togglePause(): void {
    if (this.#gate.paused) this.#gate.resume();
    else this.#gate.pause();
    this.#banner.show(this.#gate.paused, this.#gate.waiting);
    this.#handlers.toggled();
  }

  #apply(message: RowsMessage): void {
    if (message.type === 'snapshot') return this.#handlers.changed(this.#store.applySnapshot(message), 'snapshot');
    const changes = this.#store.applyPatch(message);
    if (changes) this.#handlers.changed(changes, 'patch');
    else this.#handlers.askAnew();
  }
}
