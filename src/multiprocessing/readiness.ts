/**
 * Waits for several objects at once.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.connection.wait
 */
import { inspect } from 'node:util';
import { Connection } from './connection.ts';
import { holdLoop, releaseLoop } from './hubClient/loopHold.ts';
import { checkedIterable } from './iterables.ts';
import { NO_SIGNAL, signalOf, type SignalOption } from './signalOption.ts';
import { checkTimeout, within } from './timeouts.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- of whatever type: the items are not looked at
type Waitable = Connection<any> | Promise<void>;

/**
 * Those of `objects` that are ready, in their order: a Connection from which `recv` would not wait, the `sentinel` of a
 * process that has ended. Waits until one is.
 * @param timeout How long to wait at most, in seconds: 0 and less not at all, null (the default) for ever.
 * @returns None after the timeout.
 */
export async function wait<O extends Waitable>(
  objects: Iterable<O>,
  timeout: number | null = null,
  options: SignalOption = NO_SIGNAL,
): Promise<O[]> {
  checkTimeout(timeout);
  const signal = signalOf('wait', options);
  signal?.throwIfAborted();
  const all = checkedObjects(objects);
  const ready = await readyNow(all);
  if (ready.length > 0 || (timeout !== null && timeout <= 0)) return ready;
  return waitForOne(all, timeout, signal);
}

async function readyNow<O extends Waitable>(objects: readonly O[]): Promise<O[]> {
  const answers = await Promise.all(
    objects.map((object) => (object instanceof Connection ? object.poll(0) : within(object, 0))),
  );
  return objects.filter((_, i) => answers[i]);
}

/** Asks all; when one answers the others are asked no more, and those that have become ready meanwhile are ready, too. */
async function waitForOne<O extends Waitable>(
  objects: readonly O[],
  timeout: number | null,
  signal: AbortSignal | undefined,
): Promise<O[]> {
  const enough = new AbortController();
  const isEnough = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal]);
  const answers = objects.map((object) =>
    unlessEnough(
      object instanceof Connection ? object.poll(timeout, { signal: isEnough }) : within(object, timeout, isEnough),
    ),
  );
  holdLoop();
  try {
    await (answers.length > 0 ? Promise.race(answers) : within(never, timeout));
  } finally {
    releaseLoop();
    enough.abort(ENOUGH);
  }
  const ready = await Promise.all(answers);
  return objects.filter((_, i) => ready[i]);
}

const ENOUGH = Symbol('enough');
const never = new Promise<never>(() => {});

async function unlessEnough(isReady: Promise<boolean>): Promise<boolean> {
  try {
    return await isReady;
  } catch (error) {
    if (error === ENOUGH) return false;
    throw error;
  }
}

function checkedObjects<O extends Waitable>(objects: Iterable<O>): readonly O[] {
  const all = [...checkedIterable('the objects', objects)];
  for (const object of all)
    if (!(object instanceof Connection) && !(object instanceof Promise))
      throw new TypeError(`wait() takes connections and the sentinels of processes, not ${inspect(object)}`);
  return all;
}
