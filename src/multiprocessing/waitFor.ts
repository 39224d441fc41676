import { checkTimeout } from './timeouts.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

/**
 * What `waitFor` of a Condition does: waits for one notification after the other until `predicate` is true.
 * @param timeout In seconds, of all waits together; null: for ever.
 * @returns What `predicate` returned last.
 */
export async function waitFor<T>(
  predicate: () => T | Promise<T>,
  timeout: number | null,
  wait: (timeout: number | null) => Promise<unknown>,
): Promise<T> {
  checkTimeout(timeout);
  const end = timeout === null ? Infinity : sharedClock() + timeout * 1000;
  let result = await predicate();
  while (!result) {
    const left = end - sharedClock();
    if (left <= 0) break;
    await wait(left === Infinity ? null : left / 1000);
    result = await predicate();
  }
  return result;
}
