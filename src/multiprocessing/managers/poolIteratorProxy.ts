/** An `imap` of a PoolProxy: items go to the manager's server as its pool takes them, results come as they are taken. */
import { PicklingError } from '../errors.ts';
import { iteratorOf } from '../pool/itemSource.ts';
import { BaseProxy, registerProxy } from './baseProxy.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';

/** What is in the server. */
export class PoolIteratorProxy extends BaseProxy {
  /** @returns When there is room for more; false: no more are wanted. */
  async put(items: readonly unknown[]): Promise<boolean> {
    return (await this._callmethod('put', [items])) as boolean;
  }

  async end(): Promise<void> {
    await this._callmethod('end');
  }

  async next(signal?: AbortSignal): Promise<IteratorResult<unknown, undefined>> {
    return (await this._callmethod('next', [], { signal, waits: true })) as IteratorResult<unknown, undefined>;
  }

  async close(): Promise<void> {
    await this._callmethod('close');
  }
}

/** @param open Makes the iterator in the server. */
export async function* imapThrough<R>(
  open: () => Promise<PoolIteratorProxy>,
  iterable: Iterable<unknown> | AsyncIterable<unknown>,
  signal: AbortSignal | undefined,
): AsyncGenerator<R, void, undefined> {
  const iterator = iteratorOf(iterable);
  const results = await open();
  const feeding = feed(results, iterator);
  try {
    for (let result = await results.next(signal); result.done !== true; result = await results.next(signal))
      yield result.value as R;
    const failure = await feeding;
    if (failure !== null) throw failure.error;
  } finally {
    await Promise.allSettled([results.close(), iterator.return?.()]); // a server that is gone has ended it, too
    await results[Symbol.asyncDispose]();
  }
}

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>;
type Failure = { readonly error: unknown };

/** @returns What the iterable has thrown, or why an item cannot be sent: it comes behind the results of those before it. */
async function feed(results: PoolIteratorProxy, iterator: AnyIterator): Promise<Failure | null> {
  try {
    for (;;) {
      const { items, end } = await someOf(iterator);
      if (!(await putAll(results, items)) || end === 'end') return null;
      if (end !== null) return end;
    }
  } catch (error) {
    return { error };
  } finally {
    await results.end().catch(() => {}); // `next` says that the server is gone
  }
}

/** Those before one that cannot be sent are sent without it. */
async function putAll(results: PoolIteratorProxy, items: readonly unknown[]): Promise<boolean> {
  try {
    return items.length === 0 || (await results.put(items));
  } catch (error) {
    if (!(error instanceof PicklingError) || items.length === 1) throw error;
  }
  for (const item of items) if (!(await results.put([item]))) return false;
  return true;
}

/** What is taken at a time from an iterable that has its items at once. */
const MOST_ITEMS = 32;
const MOST_MS = 1;

async function someOf(iterator: AnyIterator): Promise<{ items: readonly unknown[]; end: 'end' | Failure | null }> {
  const items: unknown[] = [];
  const startedAt = sharedClock();
  try {
    while (items.length < MOST_ITEMS && sharedClock() - startedAt < MOST_MS) {
      const next = iterator.next();
      const result = 'then' in next ? await next : next;
      if (result.done === true) return { items, end: 'end' };
      items.push(result.value);
      if ('then' in next) break; // the next one may take its time
    }
    return { items, end: null };
  } catch (error) {
    return { items, end: { error } };
  }
}

registerProxy('PoolIteratorProxy', PoolIteratorProxy);
