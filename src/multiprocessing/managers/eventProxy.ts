import { NO_SIGNAL, signalOf, type SignalOption } from '../signalOption.ts';
import { checkTimeout } from '../timeouts.ts';
import { BaseProxy, registerProxy } from './baseProxy.ts';

/**
 * A flag that processes wait for: Python's `threading.Event` in a manager's server.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.Event
 */
export class EventProxy extends BaseProxy {
  /** Sets the flag: all that wait go on. */
  async set(): Promise<void> {
    await this._callmethod('set');
  }

  /** Takes the flag back: whoever comes to wait from now on waits. */
  async clear(): Promise<void> {
    await this._callmethod('clear');
  }

  async isSet(): Promise<boolean> {
    return (await this._callmethod('isSet')) as boolean;
  }

  /** @param timeout In seconds; null (the default) waits for ever. @returns Whether it is set; false after the timeout. */
  async wait(timeout: number | null = null, options: SignalOption = NO_SIGNAL): Promise<boolean> {
    checkTimeout(timeout);
    const signal = signalOf('wait', options);
    return (await this._callmethod('wait', [timeout], { signal, waits: true })) as boolean;
  }
}

registerProxy('EventProxy', EventProxy);
