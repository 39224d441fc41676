/** Runs a chunk: without a promise as long as neither the function nor the loading of its arguments has one. */
import { Mode } from './chunk.ts';
import { packError } from '../remoteError.ts';

export type Call = (...args: readonly unknown[]) => unknown;
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** @param payload Reads the arguments; may throw, and may give a promise. */
export function runChunk(
  call: Call | Promise<Call> | undefined,
  mode: number,
  payload: () => unknown,
): Outcome | Promise<Outcome> {
  try {
    const args = payload();
    if (typeof call !== 'function' || isThenable(args)) return settled(runLater(call, mode, args));
    const value = runNow(call, mode, args);
    return isThenable(value) ? settled(value) : { value };
  } catch (error) {
    return { error };
  }
}

async function runLater(call: Call | Promise<Call> | undefined, mode: number, args: unknown): Promise<unknown> {
  const loaded = await call;
  if (loaded === undefined) throw new Error('the pool has not said which function is to be called');
  return runNow(loaded, mode, await args);
}

function runNow(call: Call, mode: number, args: unknown): unknown {
  switch (mode) {
    case Mode.spread:
      return call(...(args as unknown[]));
    case Mode.one:
      return call(args);
    case Mode.many:
      return runItems(args as ArrayLike<unknown>, call);
    case Mode.manySpread:
      return runItems(args as unknown[][], (item) => call(...(item as unknown[])));
    default:
      return runEach(args as ArrayLike<unknown>, call);
  }
}

/** @returns The results; a promise of them when one of them is one. Tiny tasks are run before V8 has optimised it. */
function runItems(items: ArrayLike<unknown>, call: (item: unknown) => unknown): unknown {
  const { length } = items;
  const results: unknown[] = [];
  results.length = length;
  for (let i = 0; i < length; i++) {
    const result = call(items[i]);
    if (typeof result === 'object' && isThenable(result)) return runRest(results.slice(0, i), result, items, call);
    results[i] = result;
  }
  return results;
}

async function runRest(
  results: unknown[],
  first: PromiseLike<unknown>,
  items: ArrayLike<unknown>,
  call: (item: unknown) => unknown,
): Promise<unknown[]> {
  results.push(await first);
  while (results.length < items.length) results.push(await call(items[results.length]));
  return results;
}

/** `[0, result]` or `[1, failure]` of each. */
function runEach(items: ArrayLike<unknown>, call: Call): unknown {
  return runItems(items, (item) => {
    try {
      const result = call(item);
      return isThenable(result) ? result.then((value) => [0, value], failed) : [0, result];
    } catch (error) {
      return failed(error);
    }
  });
}

const failed = (error: unknown): unknown => [1, packError(error)];

async function settled(value: PromiseLike<unknown>): Promise<Outcome> {
  try {
    return { value: await value };
  } catch (error) {
    return { error };
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
