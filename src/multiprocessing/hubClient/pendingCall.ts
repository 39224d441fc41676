/** A call to the hub that has not been answered: by then it may be given up, or found to be in vain. */
import { deferred } from '../../base/deferred.ts';
import { timerMs } from '../timeouts.ts';
import { beginWait } from '../waits.ts';
import { isCancelled } from '../hubWire/frames.ts';
import type { CallOptions } from './hubClient.ts';
import { holdLoop, releaseLoop } from './loopHold.ts';

/** The call was given up in time: by its timeout, or by the signal. */
export class AbortedCall extends Error {}

export interface PendingCall {
  readonly promise: Promise<unknown>;
  readonly object: number;
  readonly operation: string;
  /** No other process can reach the object: it waits in vain, unless this process does something itself. */
  readonly isAlone: boolean;
  alone(isAlone: boolean): void;
  giveUp(): void;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface CallEvents {
  /** It is to be given up; the hub answers all the same. */
  giveUp(): void;
  settled(): void;
}

export function pendingCall(object: number, options: CallOptions, events: CallEvents): PendingCall {
  const { timeout, signal, operation = 'call' } = options;
  const answer = deferred<unknown>();
  /** Not what is answered soon in any case, nor what a signal can end: that may have a timer which holds nothing. */
  let mayBeInVain = options.name !== undefined && options.block !== false && signal === undefined;
  const endWait = options.name === undefined ? null : beginWait(operation, options.name);
  const giveUpNow = (): void => {
    mayBeInVain = false;
    hold(true); // until it has been answered
    events.giveUp();
  };
  const timer =
    typeof timeout === 'number' && timeout !== Infinity ? setTimeout(giveUpNow, timerMs(timeout)) : undefined;
  signal?.addEventListener('abort', giveUpNow);
  let holding = true;
  holdLoop();
  const hold = (wanted: boolean): void => {
    if (wanted === holding) return;
    holding = wanted;
    if (wanted) holdLoop();
    else releaseLoop();
  };
  const end = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUpNow);
    hold(false);
    endWait?.();
    events.settled();
  };
  return {
    promise: answer.promise,
    object,
    operation,
    get isAlone() {
      return !holding;
    },
    giveUp: giveUpNow,
    alone: (isAlone) => hold(!isAlone || !mayBeInVain),
    resolve(value) {
      end();
      if (isCancelled(value)) return answer.reject(new AbortedCall(operation));
      try {
        answer.resolve(options.received === undefined ? kept(value) : options.received(value));
      } catch (error) {
        answer.reject(error);
      }
    },
    reject(error) {
      end();
      answer.reject(error);
    },
  };
}

/** What was read is in memory that is used again. */
function kept(value: unknown): unknown {
  return value instanceof Buffer ? Buffer.from(value) : value;
}
