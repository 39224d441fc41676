import { inspect } from 'node:util';
import { deferred } from '../base/deferred.ts';
import { throwIfAborted } from './signalOption.ts';

/**
 * Waits for `promise`, `timeout` seconds at most; null waits for ever, 0 and less for one turn of the event loop,
 * so that what has happened is seen.
 * @returns Whether the promise was settled in time. Rejects as the promise does.
 * @throws TypeError when the timeout is neither a number nor null; the signal's reason when it gives the wait up.
 */
export async function within(
  promise: Promise<unknown>,
  timeout: number | null | undefined,
  signal?: AbortSignal,
): Promise<boolean> {
  checkTimeout(timeout);
  throwIfAborted(signal);
  const isEndless = timeout === null || timeout === undefined || timeout === Infinity;
  if (isEndless && signal === undefined) {
    await promise;
    return true;
  }
  const enough = deferred<boolean>();
  const stop = isEndless ? null : later(timeout, () => enough.resolve(false));
  const abort = (): void => enough.reject(signal?.reason);
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([promise.then(() => true), enough.promise]);
  } finally {
    stop?.();
    signal?.removeEventListener('abort', abort);
  }
}

export function checkTimeout(timeout: unknown): void {
  if (timeout === null || timeout === undefined) return;
  if (typeof timeout === 'number' && !Number.isNaN(timeout)) return;
  throw new TypeError(`timeout must be a number of seconds or null, not ${inspect(timeout)}`);
}

/** The longest that a timer of Node's takes. */
const LONGEST_MS = 2 ** 31 - 1;

/** What a timer of Node's takes for so many seconds, of whatever number. */
export function timerMs(seconds: number): number {
  return Math.min(Math.max(seconds, 0) * 1000, LONGEST_MS);
}

function later(seconds: number, callback: () => void): () => void {
  if (seconds <= 0) {
    const immediate = setImmediate(() => setImmediate(callback)); // after the poll phase, which brings the exits
    return () => clearImmediate(immediate);
  }
  const timer = setTimeout(callback, timerMs(seconds));
  return () => clearTimeout(timer);
}
