/** Tells those who watch what this process waits for. Costs next to nothing when nobody does. */
import { lateCallSite } from './callSite.ts';
import { announce, processChannel } from './events.ts';
import { processIdentity } from './identity.ts';

let counter = 0;

/**
 * @param operation Such as `Queue.get`.
 * @param object The name of what is awaited.
 * @returns What is to be called when the wait is over; null when nobody watches.
 */
export function beginWait(operation: string, object: () => string): (() => void) | null {
  if (!processChannel.hasSubscribers) return null;
  const { id } = processIdentity();
  const wait = ++counter;
  const location = lateCallSite();
  announce(() => ({ type: 'waiting', id, wait, operation, object, at: Date.now(), location }));
  return () => announce(() => ({ type: 'resumed', id, wait }));
}
