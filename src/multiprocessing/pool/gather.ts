import { notIterable } from './itemSource.ts';

/** All items of an iterable: at once, unless it is an async one. */
export async function gather(
  iterable: Iterable<unknown> | AsyncIterable<unknown>,
  then: (items: readonly unknown[]) => void,
): Promise<void> {
  if (Array.isArray(iterable)) return then([...(iterable as unknown[])]);
  if (typeof (iterable as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function')
    return then([...(iterable as Iterable<unknown>)]);
  if (typeof (iterable as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] !== 'function')
    throw notIterable(iterable);
  const items: unknown[] = [];
  for await (const item of iterable) items.push(item);
  then(items);
}
