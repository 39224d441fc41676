/** Takes items from an iterable as they are wanted, sync or async: one of an endless generator is fine. */
import { inspect } from 'node:util';

export type Taken =
  | { readonly item: unknown }
  /** It has thrown instead of giving an item; nothing comes behind that. */
  | { readonly error: unknown }
  /** An async one has not come to the next. */
  | 'pending'
  | 'end';

export class ItemSource {
  readonly #iterator: Iterator<unknown> | AsyncIterator<unknown>;
  readonly #onItem: () => void;
  #next: Taken | null = null;
  #isEnded = false;

  /** @param onItem Called when `take` has said that the next item is pending, and it is there. @throws TypeError */
  constructor(iterable: Iterable<unknown> | AsyncIterable<unknown>, onItem: () => void) {
    this.#iterator = iteratorOf(iterable);
    this.#onItem = onItem;
  }

  /** The next item; after the end or an error, the end. */
  take(): Taken {
    const next = this.#next ?? this.#ask();
    if (next === 'pending') return next;
    this.#next = null;
    if (next === 'end' || 'error' in next) this.#isEnded = true;
    return next;
  }

  /** No more items are wanted. */
  close(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    try {
      const closed = this.#iterator.return?.() as Promise<unknown> | undefined;
      if (closed instanceof Promise) closed.catch(() => {});
    } catch {
      // Nobody is interested in the iterable any more
    }
  }

  #ask(): Taken {
    if (this.#isEnded) return 'end';
    try {
      const result = this.#iterator.next();
      if (!isPromise(result)) return taken(result);
      this.#next = 'pending';
      void this.#awaitNext(result);
      return 'pending';
    } catch (error) {
      return { error };
    }
  }

  async #awaitNext(result: PromiseLike<IteratorResult<unknown>>): Promise<void> {
    try {
      this.#next = taken(await result);
    } catch (error) {
      this.#next = { error };
    }
    this.#onItem();
  }
}

/** @throws TypeError for what is no iterable. */
export function iteratorOf(iterable: unknown): Iterator<unknown> | AsyncIterator<unknown> {
  const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = Object(iterable) as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >;
  if (typeof later === 'function') return later.call(iterable);
  if (typeof now === 'function') return now.call(iterable);
  throw notIterable(iterable);
}

export function notIterable(value: unknown): TypeError {
  return new TypeError(`the items must be given by an iterable, such as an array, and not by ${inspect(value)}`);
}

const taken = (result: IteratorResult<unknown>): Taken => (result.done === true ? 'end' : { item: result.value });

function isPromise(value: unknown): value is PromiseLike<IteratorResult<unknown>> {
  return typeof (value as { then?: unknown }).then === 'function';
}
