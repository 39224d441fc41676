import type { Disposable } from './disposable.ts';

export type Listener<T> = (value: T) => void;
/** Subscribes a listener; disposing what it returns unsubscribes it. */
export type Event<T> = (listener: Listener<T>) => Disposable;

/** A typed event source. A listener that throws does not keep the others from being called. */
export class Emitter<T> implements Disposable {
  #listeners = new Set<Listener<T>>();
  #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void = rethrowLater) {
    this.#onError = onError;
  }

  readonly event: Event<T> = (listener) => {
    const own: Listener<T> = (value) => listener(value); // the same function may be subscribed twice
    this.#listeners.add(own);
    return { dispose: () => void this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of Array.from(this.#listeners)) {
      try {
        listener(value);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** As an unhandled rejection, which is seen, and not into the one who fires. */
function rethrowLater(error: unknown): void {
  void (async () => {
    throw error;
  })();
}
